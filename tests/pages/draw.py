"""Draws the pictures of the README: what the compiler says of two mistakes, and the page of errors.

Usage: draw.py BASE: where the registry listens. Writes tests/pages/pictures.
"""

import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from PIL import Image
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = pathlib.Path(__file__).resolve().parents[2]
PICTURES = ROOT / "tests/pages/pictures"
# The error that is in sight.
ENTRY = "insufficient_certificates"
# Both pictures together.
MOST_BYTES = 200_000

MANIFEST = f"""
[package]
name = "shop"
version = "0.1.0"
edition = "2024"

[dependencies]
mrets-errors = {{ path = "{ROOT}/mrets-errors" }}

[workspace]
"""

MISTAKES = """use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
pub enum OrderError {
    #[status(404, titel = "No such order")]
    NoOrder { id: u32 },
    #[status(500, detail = "{host} is down.")]
    Database { host: String },
}

fn main() {}
"""


def compile_error():
    with tempfile.TemporaryDirectory() as folder:
        crate = pathlib.Path(folder)
        (crate / "src").mkdir()
        (crate / "Cargo.toml").write_text(MANIFEST)
        (crate / "src/main.rs").write_text(MISTAKES)
        check = ["cargo", "check", "--quiet", "--color", "always", "--target-dir", ROOT / "target/pages/shop"]
        done = subprocess.run(check, cwd=crate, stderr=subprocess.PIPE, text=True)
    said = done.stderr.split("\x1b[1m\x1b[91merror\x1b[0m: could not compile")[0].split("error: could not compile")[0]
    if done.returncode == 0 or said.count("-->") != 2:
        sys.exit(f"not two mistakes:\n{done.stderr}")
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(said.rstrip()))
    # rich's own format loads a font from a host of others.
    form = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    console.save_svg(str(PICTURES / "compile-error.svg"), title="cargo check", theme=MONOKAI, code_format=form)


def page(base):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome")
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,820"]:
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.get(f"{base}/errors#{ENTRY}")
    picture = Image.open(io.BytesIO(driver.get_screenshot_as_png()))
    driver.quit()
    picture.quantize(64).save(PICTURES / "errors.png", optimize=True)


PICTURES.mkdir(exist_ok=True)
compile_error()
page(sys.argv[1])
size = sum(file.stat().st_size for file in PICTURES.iterdir())
print(f"{size} bytes")
if size > MOST_BYTES:
    sys.exit("too much for a README")
