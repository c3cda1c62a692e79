"""Reports of real small runs, looked at by a browser: on a phone and on a desk, in the light and in the dark.

    LOCKSTEP=.build/release/lockstep python3 -m unittest discover -s Tests/BrowserTests

LOCKSTEP names the program, REPORT_PICTURES a folder for the screenshots (none are kept without). Where there is no
Chromium, the tests are skipped; LOCKSTEP_REQUIRE_BROWSER=1 makes that a failure.
"""

import json
import os
import pathlib
import random
import re
import subprocess
import tempfile
import unittest

import browser

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
CHECKS = (HERE / "checks.js").read_text()
SIZES = {"smallest phone": (320, 640), "small phone": (360, 740), "phone": (390, 844), "desk": (1280, 900)}

# What a name could do to a page, if it were not escaped.
HOSTILE = """<script>alert(1)</script><img src=x onerror='alert(2)'>&"quoted" </style>"""

STUDY = f"""
name: digits
data: {{sets: [synthetic-digits], train: 800, validation: 200, test: 300}}
model: {{mlp: {{hidden: [32]}}}}
loss: cross-entropy
optimizer: {{name: adam, rate: 0.003}}
epochs: 3
batch: 32
seed: 1
trials:
  setting:
    - {{name: none, regularizer: none}}
    - {{name: dropout, regularizer: {{dropout: 0.2}}}}
    - {{name: {json.dumps(HOSTILE)}, regularizer: {{l2: 0.001}}}}
  seed: [1, 2, 3, 4, 5]
published:
  source: {json.dumps(HOSTILE)}
  rows: [{{setting: dropout, test_accuracy: 97.5, note: {json.dumps(HOSTILE)}}}]
  claims: [{{claim: {json.dumps("dropout is better than none" + HOSTILE)}, better: {{setting: dropout}}, worse: {{setting: none}}}}]
"""

REGRESSION = """
name: houses
data: {{set: "csv:{table}", target: price}}
model: {{mlp: {{hidden: [8]}}}}
loss: mean-squared-error
optimizer: {{name: adam, rate: 0.01}}
epochs: 4
batch: 16
trials: {{model.mlp.activation: [relu, tanh], seed: [1, 2, 3]}}
"""

SEARCH = """
name: rates
data: {set: synthetic-digits, train: 400, validation: 100, test: 100}
model: {mlp: {hidden: [16]}}
loss: cross-entropy
optimizer: {name: adam, rate: 0.003}
epochs: 2
batch: 32
search:
  method: random
  trials: 6
  seeds: [1, 2]
  # The second one has the longest words beside the picture.
  space: {optimizer.rate: {log-uniform: [0.0001, 0.1]}, regularizer.l2: {log-uniform: [0.000001, 0.01]}}
"""


def lockstep(*arguments, folder):
    program = os.environ.get("LOCKSTEP", str(ROOT / ".build/release/lockstep"))
    done = subprocess.run(
        [str(pathlib.Path(program).resolve()), *arguments], cwd=folder, capture_output=True,
        text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError(f"lockstep {' '.join(arguments)}: {done.stderr}")
    return done.stdout


class ReportTests(unittest.TestCase):
    """Every page at every size in both colour schemes."""

    @classmethod
    def setUpClass(cls):
        program = browser.find()
        if not program:
            if os.environ.get("LOCKSTEP_REQUIRE_BROWSER"):
                raise RuntimeError("there is no Chromium here")
            raise unittest.SkipTest("there is no Chromium here")
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        pictures = os.environ.get("REPORT_PICTURES")
        cls.pictures = pathlib.Path(pictures) if pictures else cls.folder / "pictures"
        cls.pictures.mkdir(parents=True, exist_ok=True)
        cls.pages = cls.make_pages()
        cls.browser = browser.Browser(program)

    @classmethod
    def tearDownClass(cls):
        if hasattr(cls, "browser"):
            cls.browser.close()
        if hasattr(cls, "temporary"):
            cls.temporary.cleanup()

    @classmethod
    def make_pages(cls):
        folder = cls.folder
        table = folder / "houses.csv"
        draw = random.Random(1)
        rows = [(draw.random(), draw.random()) for _ in range(300)]
        table.write_text("size,age,price\n" + "".join(
            f"{size:.4f},{age:.4f},{3 * size - age + 0.1 * draw.random():.4f}\n"
            for size, age in rows))
        configs = {"digits": STUDY, "houses": REGRESSION.format(table=table), "rates": SEARCH}
        for name, text in configs.items():
            (folder / f"{name}.yaml").write_text(text)
        lockstep("study", "digits.yaml", "--device", "cpu", "--quiet", "--profile", folder=folder)
        lockstep("study", "digits.yaml", "--device", "cpu", "--quiet", "--set", "optimizer.rate=0.0005",
                 "--out", "runs/slower", folder=folder)
        lockstep("study", "houses.yaml", "--device", "cpu", "--quiet", folder=folder)
        lockstep("search", "rates.yaml", "--device", "cpu", "--quiet", folder=folder)
        lockstep("report", "digits", "slower", "--quiet", "--out", "both.html", folder=folder)
        return {
            "study": folder / "runs/digits/report.html",
            "regression": folder / "runs/houses/report.html",
            "search": folder / "runs/rates/report.html",
            "comparison": folder / "both.html",
        }

    def look(self, file, size, scheme):
        """What the checks and the browser say against a page, and the page."""
        page = browser.Page(self.browser, file.as_uri(), *SIZES[size], scheme)
        return page.evaluate(CHECKS) + page.complaints(), page

    def test_pages(self):
        for name, file in self.pages.items():
            for size in SIZES:
                for scheme in ("light", "dark"):
                    with self.subTest(page=name, size=size, scheme=scheme):
                        page = browser.Page(self.browser, file.as_uri(), *SIZES[size], scheme)
                        page.screenshot(self.pictures / f"{name}-{size}-{scheme}.png")
                        complaints = page.evaluate(CHECKS)
                        self.assertEqual(complaints + page.complaints(), [])
                        page.close()

    def test_contents(self):
        """The sections that the study's report is to have are there, with their tables and pictures."""
        _, page = self.look(self.pages["study"], "desk", "light")
        titles = page.evaluate("[...document.querySelectorAll('h2')].map(e => e.textContent)")
        self.assertEqual(titles, [
            "Verdict", "What was run", "Results", "By epoch", "Every seed", "What it gets wrong", "Time",
            "Ours and published", "Run it again"])
        counts = page.evaluate(
            "['table', 'figure', 'table.matrix', '.bars', 'polyline.line', '.band', 'polyline.seed']"
            ".map(s => document.querySelectorAll(s).length)")
        self.assertGreaterEqual(counts[0], 8)
        self.assertEqual(counts[1:3], [3, 1])
        self.assertEqual(counts[3], 2, "the run by its parts, and the profile")
        # Two charts of three settings; five seeds over three settings.
        self.assertEqual(counts[4:], [6, 6, 5])
        pictures = page.evaluate("[...document.querySelectorAll('.pictures img')].map(e => e.naturalWidth)")
        self.assertTrue(pictures and all(width == 28 for width in pictures), pictures)
        matrix = page.evaluate(
            "[...document.querySelectorAll('table.matrix tbody td')]"
            ".reduce((sum, cell) => sum + Number(cell.textContent.replace(',', '')), 0)")
        self.assertEqual(matrix, 5 * 300)
        # What was hostile is text now.
        text = page.evaluate("document.body.textContent")
        self.assertGreater(text.count(HOSTILE), 5)
        page.close()

    def test_print(self):
        page = browser.Page(self.browser, self.pages["study"].as_uri(), *SIZES["desk"], "dark")
        file = self.pictures / "study.pdf"
        page.pdf(file)
        self.assertGreater(file.stat().st_size, 20_000)
        # Three settings with their tables and matrix need no book.
        sheets = len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))
        self.assertTrue(1 < sheets <= 16, f"{sheets} sheets")
        page.close()
        for name in self.pages:
            with self.subTest(page=name):
                self.assertEqual(self.misprinted(self.pages[name].read_text()), [])
        source = self.pages["study"].read_text()
        errors = {
            "not on paper": [
                ("details::details-content { content-visibility: visible", "details { color: inherit")],
            # Two columns of charts are too narrow for their tables.
            "wider than what it is in": [
                (".figures { display: block; }", ".figures { grid-template-columns: 1fr 1fr; }")],
            "wider than the paper": [(".wide { font-size: 7pt; }", ".wide { font-size: 24pt; }")],
            "on another table": [
                ("table { font-size: 8pt; }", "table { font-size: 8pt; margin-bottom: -30rem; }")],
        }
        for complaint, changes in errors.items():
            with self.subTest(error=complaint):
                broken = source
                for old, new in changes:
                    self.assertIn(old, broken)
                    broken = broken.replace(old, new)
                found = self.misprinted(broken)
                self.assertTrue(any(complaint in one for one in found), f"'{complaint}' is not in {found}")

    # A4 with margins of 1 cm, in CSS pixels.
    PAPER = (718, 1000)

    def misprinted(self, source):
        """What is wrong with the tables of a page on paper."""
        file = self.folder / "printed.html"
        file.write_text(source)
        page = browser.Page(self.browser, file.as_uri(), *self.PAPER, "light")
        page.call("Emulation.setEmulatedMedia", {"media": "print"})
        found = page.evaluate("""
            (() => {
              const name = (e) => e.textContent.slice(0, 40);
              const tables = [...document.querySelectorAll("table")];
              const boxes = tables.map((e) => e.getBoundingClientRect());
              const found = [];
              tables.forEach((table, index) => {
                const box = boxes[index];
                if (!table.checkVisibility() || box.height < 1) found.push(`not on paper: ${name(table)}`);
                const parent = table.parentElement.getBoundingClientRect();
                if (box.width > parent.width + 1) found.push(`wider than what it is in: ${name(table)}`);
                if (box.right > document.documentElement.clientWidth + 1) {
                  found.push(`wider than the paper: ${name(table)}`);
                }
                for (let other = 0; other < index; other += 1) {
                  const below = boxes[other];
                  if (box.left < below.right - 1 && below.left < box.right - 1
                    && box.top < below.bottom - 1 && below.top < box.bottom - 1) {
                    found.push(`on another table: ${name(table)}`);
                  }
                }
              });
              return found;
            })()""")
        page.close()
        return found

    def test_checks_can_fail(self):
        """Each planted error is found."""
        source = self.pages["study"].read_text()
        errors = {
            "px wide": ("<main>", "<main><p style='width: 3000px'>wide</p>"),
            "contrast 1.": ("<main>", "<main><p style='color: var(--ground)'>unseen</p>"),
            "contrast of a mark": ("<polyline", "<polyline opacity='0.4'"),
            "contrast of a mark ": ("--c0: #0b66ad", "--c0: #e8f0f8"),
            "heading out of order": ("<main>", "<main><h4>Deep</h4>"),
            "no alt text": (" alt=\"Test example", " title=\"Test example"),
            "has no words": (" role=\"img\"", ""),
            "leads nowhere": ("href=\"#verdict\"", "href=\"#nowhere\""),
            "an id is there twice": ("id=\"results\"", "id=\"verdict\""),
            "has script": ("<main>", "<main><script></script>"),
            "runs something": ("<main>", "<main onclick=''>"),
            "console": ("<main>", "<main><img alt='x' src='http://localhost:1/x.png'>"),
            "a figure has no table": ("<figure", "<figure"),
            "has no caption": ("<caption>", "<caption hidden></caption><colgroup>"),
            "language": ("<html lang=\"en\">", "<html>"),
            "letters of": ("font-size: 14px", "font-size: 8px"),
            "words are cut off": ("text-anchor=\"end\" class=\"tick\">", "text-anchor=\"end\" class=\"tick\">0.000"),
        }
        for complaint, (old, new) in errors.items():
            with self.subTest(error=complaint):
                self.assertIn(old, source)
                broken = self.folder / "broken.html"
                text = source.replace(old, new)
                if complaint == "has no caption":
                    text = source.replace("<figcaption>", "<p>").replace("</figcaption>", "</p>")
                if complaint == "a figure has no table":
                    text = re.sub(r"(<figure.*?)<details>.*?</details>", r"\1", source, flags=re.DOTALL)
                    self.assertNotEqual(text, source)
                broken.write_text(text)
                found, page = self.look(broken, "phone", "light")
                page.close()
                self.assertTrue(
                    any(complaint in one for one in found), f"'{complaint}' is not in {found}")


if __name__ == "__main__":
    unittest.main()
