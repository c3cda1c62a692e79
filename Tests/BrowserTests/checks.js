// What a report must be to be readable by everybody. Evaluates to a list of complaints.
(() => {
  const complaints = [];
  const complain = (text) => { if (complaints.length < 40) complaints.push(text); };
  const name = (element) =>
    `${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}`
    + `${element.getAttribute("class") ? "." + element.getAttribute("class") : ""}`
    + ` "${(element.textContent || "").trim().slice(0, 30)}"`;
  const all = (selector) => [...document.querySelectorAll(selector)];
  for (const details of all("details")) details.open = true;

  // The document.
  if (document.documentElement.lang !== "en") complain("the language is not given");
  if (!document.title) complain("there is no title");
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    complain(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px`);
    const outside = all("body *").filter((element) =>
      !element.closest(".scroll, pre, svg")
      && element.getBoundingClientRect().right > root.clientWidth + 1);
    for (const element of outside.slice(0, 3)) complain(`too wide: ${name(element)}`);
  }

  // Headings go down one level at a time.
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) complain(`heading out of order: ${name(heading)}`);
    level = next;
  }
  if (all("h1").length !== 1) complain(`${all("h1").length} headings of the first level`);

  // Links and references lead somewhere, names are unique.
  const identifiers = all("[id]").map((element) => element.id);
  if (new Set(identifiers).size !== identifiers.length) complain("an id is there twice");
  for (const link of all("a[href]")) {
    const target = link.getAttribute("href");
    if (!target.startsWith("#")) complain(`a link leads away: ${target}`);
    else if (!document.getElementById(target.slice(1))) complain(`a link leads nowhere: ${target}`);
  }
  for (const element of all("[aria-labelledby]")) {
    if (!document.getElementById(element.getAttribute("aria-labelledby"))) {
      complain(`labelled by nothing: ${name(element)}`);
    }
  }

  // Nothing that runs or loads.
  for (const element of all("script, iframe, object, embed, form, link, base, video, audio")) {
    complain(`has ${name(element)}`);
  }
  for (const element of all("*")) {
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith("on")) complain(`runs something: ${name(element)}`);
      if (attribute.name === "src" && !attribute.value.startsWith("data:")) {
        complain(`loads ${attribute.value.slice(0, 60)}`);
      }
    }
  }

  // Pictures have words, figures have tables, tables have heads.
  for (const picture of all("img")) {
    if (!(picture.getAttribute("alt") || "").trim()) complain("a picture has no alt text");
    if (!picture.complete || picture.naturalWidth === 0) complain("a picture is broken");
  }
  for (const drawing of all("svg")) {
    const isSilent = drawing.getAttribute("aria-hidden") === "true";
    const isNamed = drawing.getAttribute("role") === "img" && drawing.getAttribute("aria-label");
    if (!isSilent && !isNamed) complain(`a drawing has no words: ${name(drawing)}`);
  }
  for (const figure of all("figure")) {
    if (!figure.querySelector("figcaption")) complain("a figure has no caption");
    // In the figure, or where it says that it is.
    const elsewhere = document.getElementById(figure.getAttribute("aria-details") || "");
    if (!figure.querySelector("table") && !elsewhere?.querySelector("table")) {
      complain(`a figure has no table: ${name(figure)}`);
    }
  }
  for (const table of all("table")) {
    if (!table.querySelector("caption")) complain(`a table has no caption: ${name(table)}`);
    if (!table.querySelector("thead th[scope=col]")) complain(`no heads: ${name(table)}`);
    const rows = [...table.querySelectorAll("tbody tr")];
    if (rows.length === 0) complain(`a table is empty: ${name(table)}`);
    const columns = table.querySelectorAll("thead tr > *").length;
    if (rows.some((row) => row.children.length !== columns)) complain(`uneven: ${name(table)}`);
  }

  // Words of a drawing are not cut off at its sides; above and below them their box has room of its own.
  for (const words of all("svg text")) {
    const box = words.getBoundingClientRect();
    const edge = words.ownerSVGElement.getBoundingClientRect();
    if (box.left < edge.left - 0.5 || box.right > edge.right + 0.5) {
      complain(`words are cut off: ${name(words)}`);
    }
  }

  // Contrast, by the formulas of WCAG 2.2.
  const parse = (text) => {
    const parts = (text.match(/[\d.]+/g) || []).map(Number);
    return { rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const over = (top, ground) =>
    top.rgb.map((value, index) => value * top.alpha + ground[index] * (1 - top.alpha));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.push(parse(getComputedStyle(at).backgroundColor));
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // What is seen through lets the ground shine through, itself or with all that it is in.
  const opacity = (element) => {
    let share = 1;
    for (let at = element; at; at = at.parentElement) share *= parseFloat(getComputedStyle(at).opacity);
    return share;
  };
  const faded = (text, element) => {
    const color = parse(text);
    return { rgb: color.rgb, alpha: color.alpha * opacity(element) };
  };
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.closest("style, script")) continue;
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") continue;
    texts += 1;
    const isDrawn = element instanceof SVGElement;
    const color = faded(isDrawn ? style.fill : style.color, element);
    const below = ground(element);
    const found = contrast(over(color, below), below);
    if (found < 4.5) complain(`contrast ${found.toFixed(2)}: ${name(element)}`);
    const scale = isDrawn ? element.getScreenCTM().a : 1;
    const size = parseFloat(style.fontSize) * scale;
    if (size < 9.5) complain(`letters of ${size.toFixed(1)} px: ${name(element)}`);
  }
  if (texts < 20) complain(`only ${texts} texts were looked at`);
  for (const mark of all(".mark, .line, .dashed, .interval, .bars .track span")) {
    const style = getComputedStyle(mark);
    const isStroke = mark.matches(".line, .dashed, .interval, .hollow");
    const color = mark instanceof SVGElement ? (isStroke ? style.stroke : style.fill)
      : style.backgroundColor;
    const below = ground(mark instanceof SVGElement ? mark.closest("svg") : mark.parentElement);
    const found = contrast(over(faded(color, mark), below), below);
    if (found < 3) complain(`contrast of a mark ${found.toFixed(2)}: ${name(mark)}`);
  }
  return complaints;
})()
