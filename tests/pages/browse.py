"""Reads the page of the registry's errors as its readers do: in headless Chromium.

Usage: browse.py BASE AXE BAD ARABIC: where the registry listens, the file of axe-core, a page whose titles,
details and doc comments are HTML, Markdown and right-to-left text, and a page in Arabic.
"""

import json
import re
import shutil
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BASE, AXE, BAD, ARABIC = sys.argv[1:]
# What somebody pastes: the body of an answer, and a problem document.
BODY = {"errors": [{"title": "Bad Request", "detail": "page[size] must be a whole number from 1 to 1000.",
                    "code": "invalid_page", "status": "400"}]}
PROBLEM = {"type": "about:blank", "title": "Bad Request", "status": 400,
           "detail": "There is no query parameter sort here.", "code": "unknown_parameter"}
AXE_SOURCE = open(AXE, encoding="utf-8").read()


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome")
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--window-size=1200,900"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


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
    # The page of an error has few elements, to which 15 rules apply.
    says("axe has looked at something", len(found["passes"]) > 12)
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


def shown(driver):
    entries = driver.find_elements(By.CSS_SELECTOR, "article")
    return [entry.get_attribute("id") for entry in entries if entry.is_displayed()]


def search(driver, text):
    """Types a text, and gives the errors that the list below shows, with what it says of them."""
    field = driver.find_element(By.CSS_SELECTOR, "input[type=search]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.DELETE)
    # Pasted in one go, line breaks and all.
    driver.execute_script(
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))", field, text)
    links = driver.find_elements(By.CSS_SELECTOR, "[id=':results'] a")
    found = [link.get_attribute("href").partition("#")[2] for link in links if link.is_displayed()]
    return found, driver.find_element(By.CSS_SELECTOR, "[role=status]").text


def first_found(driver, text):
    found, _ = search(driver, text)
    return found[0] if found else None


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
    count = len(everything)
    says("all entries are shown", count > 15)
    says("a code is found", search(driver, "same_account"), (["same_account"], f"1 of {count} errors"))
    says("axe, of the list of results", violations(driver), [])
    field = driver.find_element(By.CSS_SELECTOR, "input[type=search]")
    panel = driver.find_element(By.CSS_SELECTOR, "[id=':panel']")
    gap = panel.rect["y"] - field.rect["y"] - field.rect["height"]
    says(f"the results stand {gap:.0f} px below the field", 0 <= gap < 20)
    for what, text, anchor in [
        ("a title", "record NOT found", "RecordNotFound"),
        ("a status", "504", "RegistryError-DatabaseTimeout"),
        ("a type", "FieldError InvalidAttribute", "invalid_attribute"),
        ("a header", "retry-after maintenance", "RegistryError-Maintenance"),
        ("a member of meta", "wanted", "insufficient_certificates"),
        ("words of a doc comment", "misspelt brackets", "unknown_parameter"),
        ("a message", "from_account holds 3 of these certificates, 5 were asked for.", "insufficient_certificates"),
        ("a link", "https://registry.example/errors#same_account", "same_account"),
        ("a body", json.dumps(BODY, indent=2), "invalid_page"),
        ("a problem document", json.dumps(PROBLEM), "unknown_parameter"),
    ]:
        says(f"{what} is found", first_found(driver, text), anchor)
    says("nothing is found", search(driver, "no such code"), ([], f"0 of {count} errors"))

    search(driver, "same_account")
    field.send_keys(Keys.ENTER)
    target = driver.find_element(By.CSS_SELECTOR, "article:target")
    says("Enter leads to the first result", target.get_attribute("id"), "same_account")
    says("and closes the list", panel.is_displayed(), False)

    driver.execute_script("location.hash = 'same_acount'")
    notice = driver.find_element(By.CSS_SELECTOR, "[id=':unknown']")
    says("an unknown anchor says so", notice.text.startswith("There is no error same_acount on this page."))
    says("and names the nearest first", notice.find_elements(By.TAG_NAME, "a")[0].text, "same_account")
    says("at the top", driver.execute_script("return scrollY"), 0)
    driver.execute_script("location.hash = 'same_account'")
    says("until a known one comes", notice.is_displayed(), False)
    driver.execute_script("scrollTo(0, document.body.scrollHeight)")
    index = driver.find_element(By.CSS_SELECTOR, "nav li a")
    says("the index stays in view", 0 <= driver.execute_script(
        "return arguments[0].getBoundingClientRect().top", index) < 900)
    says("the page has copy buttons", len(driver.find_elements(By.CSS_SELECTOR, "[data-copy=link]")), count)

    narrow(driver, 390)
    says("a narrow screen does not scroll sideways", driver.execute_script(
        "return document.documentElement.scrollWidth <= innerWidth"))
    says("axe, on a narrow screen", violations(driver), [])
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    says("the console is empty", console(driver), [])


def read_error_page(driver, scheme):
    """The page that an error is for a person, where the address bar leads."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"x-request-id": "7f3a", "x-api-key": "demo-key"}})

    def text(selector):
        return driver.find_element(By.CSS_SELECTOR, selector).get_property("textContent")

    driver.get(f"{BASE}/v1/public/rec/acounts")
    says("an unknown path is a page", driver.execute_script("return document.contentType"), "text/html")
    says("with its title", (driver.title, text("h1")), ("Not Found", "Not Found"))
    says("with what to do", text(".advice"), "Check the address, or go back.")
    says("with the id to quote", text("code"), "7f3a")
    says("in its language", driver.execute_script("return document.documentElement.lang"), "en")
    back = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    says("its background is of the scheme", back == "rgb(255, 255, 255)", scheme == "light")
    says("nothing is loaded", driver.execute_script(
        "return performance.getEntriesByType('resource').filter((e) => !e.name.startsWith('data:')).length"), 0)
    for width in [1280, 390]:
        narrow(driver, width)
        says(f"axe, at {width} px", violations(driver), [])
        says("it does not scroll sideways", driver.execute_script(
            "return document.documentElement.scrollWidth <= innerWidth"))

    script = "<script>alert(1)</script>"
    driver.get(f"{BASE}/v1/public/rec/accounts?{urllib.parse.quote(script)}=1")
    says("HTML in a detail is text", script in text("main"))
    says("and makes no element", driver.find_elements(By.TAG_NAME, "script"), [])
    says("axe, of a detail with HTML", violations(driver), [])

    driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {}})
    driver.get(f"{BASE}/v1/public/rec/accounts")
    says("a stranger is told to sign in", text(".advice"), "Sign in, then try again.")
    says("without an id there is none to quote", driver.find_elements(By.TAG_NAME, "code"), [])
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    # The browser notes the status of each page that is an error.
    others = [message for message in console(driver) if "Failed to load resource" not in message]
    says("the console has nothing else", others, [])


def narrow(driver, width):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False})


def busy_seconds(driver, work):
    """The processor time of the page's thread for the work: the clock's would be the machine's load."""
    def busy():
        metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    before = busy()
    work()
    return busy() - before


def read_thousand(driver):
    """The page again, with a thousand errors."""
    page = urllib.request.urlopen(f"{BASE}/errors").read().decode()
    before, rest = page.split("<article ", 1)
    articles, behind = rest.split("<h2 id=\":statuses\"", 1)
    articles = ["<article " + article for article in articles.split("<article ")]
    ids = [re.search('id="([^"]*)"', article)[1] for article in articles]
    index = re.search("(<ul>.*</ul>)", before, re.S)[1]
    rounds = range(1000 // len(articles) + 1)
    more = []
    for number in rounds:
        more += [article.replace(f'"{name}"', f'"{name}-{number}"').replace(f"#{name}", f"#{name}-{number}")
                 for name, article in zip(ids, articles)]
    path = f"{tempfile.mkdtemp()}/thousand.html"
    with open(path, "w", encoding="utf-8") as file:
        file.write(before.replace(index, index * len(rounds)) + "".join(more[:1000])
                   + "<h2 id=\":statuses\"" + behind)
    url = f"file://{path}#{ids[3]}-7"
    driver.get(url)
    busy = busy_seconds(driver, driver.refresh)
    says(f"a thousand errors open in {busy:.2f} s", busy < 1)
    says("all of them", len(driver.find_elements(By.TAG_NAME, "article")), 1000)
    # Opened anew, since a browser gives a reloaded page its old offset back.
    driver.get("about:blank")
    driver.get(url)
    target = driver.find_element(By.CSS_SELECTOR, "article:target")
    top = driver.execute_script("return arguments[0].getBoundingClientRect().top", target)
    says(f"at the linked one, {top:.0f} px from the top", -1 < top < 900)
    busy = busy_seconds(driver, lambda: says(
        "a search finds its own", first_found(driver, f"{ids[4]}-11") is not None))
    says(f"in {busy:.2f} s", busy < 1)
    narrow(driver, 390)
    says("a narrow screen does not scroll sideways", driver.execute_script(
        "return document.documentElement.scrollWidth <= innerWidth"))
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


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

    body = json.loads(text("pre .body"))["errors"][0]
    says("its title is as written", text("h3 .text"), body["title"])
    # Browsers read line ends as \n.
    says("its detail is", text("dd.detail"), body["detail"].replace("\r\n", "\n"))
    says("its code is", text("h3 code"), body["code"])
    says("a code of special characters is found", search(driver, body["code"]),
         (["%60%60a%60%20%3Ci%3E%22"], "1 of 5 errors"))
    search(driver, "")
    doc = driver.find_element(By.CSS_SELECTOR, "#doc .doc")
    says("HTML in a doc comment is text", '<script>alert("1")</script>' in doc.text)
    says("and makes no element", driver.find_elements(By.CSS_SELECTOR, "article .doc :is(script, div, img, i)"), [])
    driver.find_element(By.LINK_TEXT, "link").click()
    says("a link that would run a script leads nowhere", driver.current_url, f"file://{BAD}#")
    says("axe", violations(driver), [])
    says("the console is empty", console(driver), [])


def read_arabic(driver):
    """The page in a language that is written from right to left."""
    for width in [1280, 390]:
        driver.get("about:blank")
        narrow(driver, width)
        driver.get(f"file://{ARABIC}")
        says(f"the page in Arabic, at {width} px, is written from right to left", driver.execute_script(
            "return getComputedStyle(document.body).direction"), "rtl")
        says("it does not scroll sideways", driver.execute_script(
            "return document.documentElement.scrollWidth <= innerWidth"))
        field = driver.find_element(By.CSS_SELECTOR, "input[type=search]").rect
        key = driver.find_element(By.CSS_SELECTOR, "search kbd").rect
        says("the key to search stands behind the text", key["x"] < field["x"] + field["width"] / 2)
        main, index = (driver.find_element(By.TAG_NAME, name).rect for name in ["main", "nav"])
        if width == 1280:
            says("the index stands to the right", index["x"] > main["x"])
        code = driver.find_element(By.CSS_SELECTOR, "pre code")
        says("code is read from left to right", code.value_of_css_property("direction"), "ltr")
        found, said = search(driver, "too_few")
        says("a code is found", found, ["too_few"])
        says("and told in Arabic", said.replace("\u2068", "").replace("\u2069", ""), f"الأخطاء: 1 من {len(shown(driver))}")
        says("axe, of the list of results", violations(driver), [])
        search(driver, "")
        driver.execute_script("location.hash = 'too_fw'")
        notice = driver.find_element(By.CSS_SELECTOR, "[id=':unknown']")
        says("an unknown anchor says so in Arabic", notice.text.startswith("لا يوجد خطأ"))
        says("axe", violations(driver), [])
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
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
            print(f"--- an error, {scheme}")
            read_error_page(driver, scheme)
        print("--- without script")
        read_page_without_script(driver)
        print("--- a thousand errors")
        read_thousand(driver)
        print("--- bad texts")
        read_bad_texts(driver)
        print("--- in Arabic")
        read_arabic(driver)
        print("--- /docs")
        try_it_out(driver)
    finally:
        driver.quit()


main()
