"""A headless Chromium, spoken to over a pipe (the Chrome DevTools Protocol), with nothing but Python."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

SECONDS = 60


def find():
    """The browser's program, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        path = shutil.which(name)
        if path:
            return path
    return None


class Browser:
    """One browser with one page after another."""

    def __init__(self, program):
        self.folder = tempfile.mkdtemp(prefix="lockstep-browser-")
        read_end, self.to_browser = os.pipe()
        self.from_browser, write_end = os.pipe()
        # Numbers that 3 and 4, where the browser looks for its pipe, cannot collide with.
        read_end, write_end = (self._moved_up(one) for one in (read_end, write_end))

        def place():
            os.dup2(read_end, 3)
            os.dup2(write_end, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-extensions", "--remote-debugging-pipe",
             f"--user-data-dir={self.folder}", "about:blank"],
            preexec_fn=place, pass_fds=(3, 4), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read_end)
        os.close(write_end)
        self.buffer = b""
        self.number = 0

    @staticmethod
    def _moved_up(descriptor):
        moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD, 20)
        os.close(descriptor)
        return moved

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to_browser)
        os.close(self.from_browser)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, parameters=None, session=None, events=None):
        """The result of a command; events that come meanwhile are appended to `events`."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + SECONDS
        while True:
            answer = self._read(deadline)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            if events is not None and "method" in answer:
                events.append(answer)

    def wait(self, method, events):
        """Reads events until one of this name comes."""
        deadline = time.monotonic() + SECONDS
        while not any(event["method"] == method for event in events):
            answer = self._read(deadline)
            if "method" in answer:
                events.append(answer)

    def _read(self, deadline):
        while b"\0" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.from_browser], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            part = os.read(self.from_browser, 1 << 20)
            if not part:
                raise RuntimeError("the browser ended")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)


class Page:
    """A file shown at one size in one colour scheme."""

    def __init__(self, browser, url, width, height, scheme):
        self.browser = browser
        self.events = []
        target = browser.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.target = target
        self.session = browser.call(
            "Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.call("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.events.clear()
        self.call("Page.navigate", {"url": url})
        browser.wait("Page.loadEventFired", self.events)

    def call(self, method, parameters=None):
        return self.browser.call(method, parameters, self.session, self.events)

    def evaluate(self, script):
        answer = self.call("Runtime.evaluate", {
            "expression": script, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(f"the check failed: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def screenshot(self, file):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        picture = self.call("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 15000),
                     "scale": 1}})
        with open(file, "wb") as out:
            out.write(base64.b64decode(picture["data"]))

    def pdf(self, file):
        answer = self.call("Page.printToPDF", {"printBackground": True})
        with open(file, "wb") as out:
            out.write(base64.b64decode(answer["data"]))

    def complaints(self):
        """What the browser said against the page, and what it tried to load."""
        found = []
        for event in self.events:
            method, about = event["method"], event.get("params", {})
            if method == "Log.entryAdded":
                found.append(f"console: {about['entry']['text']}")
            elif method == "Runtime.exceptionThrown":
                found.append(f"exception: {about['exceptionDetails']['text']}")
            elif method == "Runtime.consoleAPICalled":
                found.append(f"console call: {about['type']}")
            elif method == "Page.javascriptDialogOpening":
                found.append(f"dialog: {about['message']}")
            elif method == "Network.requestWillBeSent":
                url = about["request"]["url"]
                if not url.startswith(("file:", "data:", "about:")):
                    found.append(f"loads {url}")
        return found

    def close(self):
        self.browser.call("Target.closeTarget", {"targetId": self.target})
