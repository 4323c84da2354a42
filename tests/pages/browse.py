"""Reads the page of the registry's errors as its readers do: in headless Chromium.

Usage: browse.py BASE AXE BAD: where the registry listens, the file of axe-core, and a page whose titles,
details and doc comments are HTML, Markdown and right-to-left text.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BASE, AXE, BAD = sys.argv[1:]
AXE_SOURCE = open(AXE, encoding="utf-8").read()


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--window-size=1200,900"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def says(what, found, wanted=True):
    if found != wanted:
        sys.exit(f"FAILED: {what}: {found!r}, not {wanted!r}")
    print(f"ok: {what}")


def real_404():
    """The link of an answer that the service gives to an unknown path."""
    try:
        urllib.request.urlopen(f"{BASE}/v1/public/rec/acounts")
    except urllib.error.HTTPError as answer:
        says("the answer's status", answer.code, 404)
        return json.load(answer)["errors"][0]["links"]["type"]
    sys.exit("FAILED: an unknown path is no 404")


def violations(driver):
    """What axe finds, in all of its rules."""
    driver.execute_script(AXE_SOURCE)
    found = driver.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    says("axe has looked at something", len(found["passes"]) > 15)
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


def shown(driver):
    entries = driver.find_elements(By.CSS_SELECTOR, "article")
    return [entry.get_attribute("id") for entry in entries if entry.is_displayed()]


def search(driver, text):
    field = driver.find_element(By.CSS_SELECTOR, "input[type=search]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.DELETE)
    field.send_keys(text)
    return shown(driver), driver.find_element(By.CSS_SELECTOR, "[role=status]").text


def console(driver):
    return [entry["message"] for entry in driver.get_log("browser")]


def read_page(driver, scheme):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.get("about:blank")

    link = real_404()
    driver.get(urllib.parse.urljoin(BASE, link))
    target = driver.find_element(By.CSS_SELECTOR, "article:target")
    says("the link leads to its entry", target.get_attribute("id"), link.partition("#")[2])
    top = driver.execute_script("return arguments[0].getBoundingClientRect().top", target)
    says(f"which is in sight, {top:.1f} px from the top", -1 < top < 900)
    says("and is that of the 404", "404 Not Found" in target.text)

    back = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    says("the background is of the scheme", back == "rgb(255, 255, 255)", scheme == "light")
    says("nothing is loaded", driver.execute_script(
        "return performance.getEntriesByType('resource').filter((e) => !e.name.startsWith('data:')).length"), 0)
    says("axe", violations(driver), [])

    everything = shown(driver)
    says("all entries are shown", len(everything) > 15)
    count = len(everything)
    says("a code is found", search(driver, "same_account"),
         (["FieldError-SameAccount"], f"1 of {count} errors"))
    says("axe, of what is found", violations(driver), [])
    says("a title is found", search(driver, "record NOT found"),
         (["RecordNotFound"], f"1 of {count} errors"))
    says("a status is found", search(driver, "504"),
         (["RegistryError-DatabaseTimeout"], f"1 of {count} errors"))
    says("nothing is found", search(driver, "no such code"), ([], f"0 of {count} errors"))
    driver.execute_script("location.hash = 'RegistryError-Maintenance'")
    says("a link ends the search", (len(shown(driver)), search(driver, "")), (count, (everything, "")))

    driver.set_window_size(500, 800)
    says("a narrow window does not scroll sideways", driver.execute_script(
        "return document.documentElement.scrollWidth <= innerWidth"))
    driver.set_window_size(1200, 900)
    says("the console is empty", console(driver), [])


def read_page_without_script(driver):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(f"{BASE}/errors")
    says("all entries are shown without script", len(shown(driver)) > 15)
    field = driver.find_element(By.CSS_SELECTOR, "input[type=search]")
    says("and no search that would do nothing", field.is_displayed(), False)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def read_bad_texts(driver):
    driver.get(f"file://{BAD}")
    first = driver.find_element(By.CSS_SELECTOR, "article")
    def text(selector):
        return first.find_element(By.CSS_SELECTOR, selector).get_property("textContent")

    body = json.loads(text("pre"))["errors"][0]
    says("its title is as written", text("h3"), body["title"])
    # Browsers read line ends as \n.
    says("its detail is", text("dd.text"), body["detail"].replace("\r\n", "\n"))
    says("its code is", text("dd code"), body["code"])
    says("a code of special characters is found", search(driver, body["code"]),
         (["Bad-Text"], "1 of 5 errors"))
    search(driver, "")
    doc = driver.find_element(By.CSS_SELECTOR, "#Bad-Doc .doc")
    says("HTML in a doc comment is text", '<script>alert("1")</script>' in doc.text)
    says("and makes no element", driver.find_elements(By.CSS_SELECTOR, "article :is(script, div div, img, i)"), [])
    driver.find_element(By.LINK_TEXT, "link").click()
    says("a link that would run a script leads nowhere", driver.current_url, f"file://{BAD}#")
    says("axe", violations(driver), [])
    says("the console is empty", console(driver), [])


def try_it_out(driver):
    driver.get(f"{BASE}/docs/")
    driver.implicitly_wait(20)
    title = driver.find_element(By.CSS_SELECTOR, ".swagger-ui .info .title").text
    says("the document has a page to try it out", title.startswith("Registry"))
    operations = driver.find_elements(By.CSS_SELECTOR, ".opblock")
    says("with each operation", len(operations), 6)
    loaded = driver.execute_script(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)")
    away = [name for name in loaded if not name.startswith((BASE, "data:"))]
    says("which loads from the service alone", away, [])
    says("the console is empty", console(driver), [])


def main():
    driver = browser()
    try:
        for scheme in ["light", "dark"]:
            print(f"--- {scheme}")
            read_page(driver, scheme)
        print("--- without script")
        read_page_without_script(driver)
        print("--- bad texts")
        read_bad_texts(driver)
        print("--- /docs")
        try_it_out(driver)
    finally:
        driver.quit()


main()
