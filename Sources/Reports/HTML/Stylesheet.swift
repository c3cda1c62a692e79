/// How pages look: on a phone and on a desk, in the light, in the dark and on paper.
enum Stylesheet {
  /// The style sheet, in which every text has a contrast of 4.5 : 1 or more with its ground, every mark of 3 : 1.
  static let text = """
    :root {
      color-scheme: light dark;
      --ground: #ffffff; --shade: #00000040; --raised: #f5f6f8; --text: #1b1d21; --soft: #545a64; --rule: #c9ced6;
      --link: #0b57a4; --strong: #0b57a4; --warn-ground: #fff0d6; --warn-text: #6b3a00;
      --right: 11 87 164; --wrong: 196 62 0;
      --c0: #0b66ad; --c1: #c04a00; --c2: #00785a; --c3: #a4407c; --c4: #7a6200; --c5: #5a4fcf;
      --c6: #b3261e; --c7: #4a4f57;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #15171b; --shade: #000000a0; --raised: #1f2228; --text: #e8eaed; --soft: #aab1bd; --rule: #3d434d;
        --link: #8ec5ff; --strong: #8ec5ff; --warn-ground: #3d2c0b; --warn-text: #ffd899;
        --right: 64 140 220; --wrong: 224 108 48;
        --c0: #62b5f0; --c1: #f59b55; --c2: #3fcf9f; --c3: #e79ac9; --c4: #e0cd4a; --c5: #a9a2ff;
        --c6: #ff8f87; --c7: #c2c7d0;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 1.25rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 72rem;
      background: var(--ground); color: var(--text); overflow-wrap: anywhere;
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
    }
    h1 { font-size: clamp(1.4rem, 5vw, 2rem); line-height: 1.2; margin: 0.4rem 0 0.6rem; }
    h2 { font-size: 1.35rem; margin: 2.4rem 0 0.7rem; padding-top: 1.1rem; border-top: 1px solid var(--rule); }
    h3 { font-size: 1.1rem; margin: 1.6rem 0 0.5rem; }
    h4 { font-size: 1rem; margin: 1.3rem 0 0.4rem; }
    p, ul { margin: 0.5rem 0; max-width: 48rem; }
    li + li { margin-top: 0.3rem; }
    a { color: var(--link); }
    a:focus-visible, summary:focus-visible, .scroll:focus-visible, pre:focus-visible {
      outline: 2px solid var(--link); outline-offset: 2px;
    }
    .lead, .note, footer, figcaption { color: var(--soft); }
    .note, footer { font-size: 0.875rem; }
    footer { margin-top: 2.5rem; }
    .headline { font-size: 1.2rem; line-height: 1.4; font-weight: 600; color: var(--strong); margin-top: 1rem; text-wrap: balance; }
    .warning {
      background: var(--warn-ground); color: var(--warn-text); padding: 0.7rem 0.9rem; border-radius: 0.4rem;
      font-weight: 600;
    }
    nav ul { display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; padding: 0; margin: 0.9rem 0 0; list-style: none; max-width: none; }
    nav li + li { margin-top: 0; }
    nav a { display: inline-block; padding: 0.2rem 0; }
    /* A shadow at the edge beyond which there is more: the ground scrolls with the table and covers it at the end. */
    .scroll {
      overflow-x: auto; margin: 0.6rem 0; max-width: 100%; background:
        linear-gradient(to right, var(--ground) 30%, transparent) left / 2rem 100% no-repeat local,
        linear-gradient(to left, var(--ground) 30%, transparent) right / 2rem 100% no-repeat local,
        linear-gradient(to right, var(--shade), transparent) left / 0.8rem 100% no-repeat scroll,
        linear-gradient(to left, var(--shade), transparent) right / 0.8rem 100% no-repeat scroll;
    }
    table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
    caption { text-align: left; color: var(--soft); padding: 0 0 0.35rem; }
    caption span { display: block; position: sticky; left: 0; max-width: min(48rem, 100vw - 2.2rem); }
    th, td { padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
    thead th { vertical-align: bottom; background: var(--raised); }
    tbody th { font-weight: 500; }
    td.short, th.short { white-space: nowrap; }
    td.long, th.long { min-width: 11rem; }
    th.part { padding-left: 1.6rem; }
    td.n, th.n { text-align: right; white-space: nowrap; }
    thead th.n { white-space: normal; }
    .matrix th, .matrix td { padding: 0.25rem 0.45rem; border: 1px solid var(--ground); }
    .matrix .right { background: rgb(var(--right) / var(--s)); }
    .matrix .wrong { background: rgb(var(--wrong) / var(--s)); }
    details { margin: 0.5rem 0; }
    summary { cursor: pointer; color: var(--link); padding: 0.25rem 0; width: fit-content; max-width: 100%; }
    pre {
      background: var(--raised); padding: 0.8rem 1rem; border-radius: 0.4rem; overflow-x: auto; font-size: 0.85rem;
      overflow-wrap: normal; max-width: 100%;
    }
    figure { margin: 0.9rem 0; min-width: 0; max-width: 40rem; }
    figure.tall { max-width: 36rem; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 0.5rem 2rem; }
    figure > svg { display: block; width: 100%; height: auto; margin: 0.3rem 0; }
    svg text { fill: var(--text); font-size: 12.5px; font-family: inherit; }
    svg .tick, svg .axis { fill: var(--soft); }
    svg .name { paint-order: stroke; stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; }
    .grid { stroke: var(--rule); stroke-width: 0.6; }
    .rule { stroke: var(--soft); stroke-width: 1; }
    .line, .dashed { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
    .dashed { stroke-width: 1.4; stroke-dasharray: 5 3; }
    .band { fill: currentColor; fill-opacity: 0.16; stroke: none; }
    .band.faint { fill-opacity: 0.07; }
    .mark { fill: currentColor; stroke: var(--ground); stroke-width: 0.6; }
    .mark.hollow { fill: var(--ground); stroke: currentColor; stroke-width: 1.4; }
    .seed { fill: none; stroke: var(--soft); stroke-opacity: 0.4; stroke-width: 0.8; }
    .interval { stroke: var(--text); stroke-width: 2.2; }
    .ring { fill: none; stroke: var(--text); stroke-width: 1.8; }
    .c0 { color: var(--c0); } .c1 { color: var(--c1); } .c2 { color: var(--c2); } .c3 { color: var(--c3); }
    .c4 { color: var(--c4); } .c5 { color: var(--c5); } .c6 { color: var(--c6); } .c7 { color: var(--c7); }
    .legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; list-style: none; padding: 0; margin: 0.2rem 0; font-size: 0.875rem; }
    .legend li + li { margin-top: 0; }
    .key { width: 0.85rem; height: 0.85rem; margin-right: 0.4rem; vertical-align: -0.08rem; }
    .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.2rem, 1fr)); gap: 0.9rem; list-style: none; padding: 0; max-width: none; }
    .pictures li { margin: 0; display: flex; flex-direction: column; font-size: 0.85rem; line-height: 1.35; }
    .pictures img { image-rendering: pixelated; object-fit: contain; background: #000; border-radius: 0.25rem; margin-bottom: 0.25rem; }
    .pictures span { color: var(--soft); }
    .bars { display: grid; gap: 0.3rem; max-width: 40rem; margin: 0.7rem 0; font-size: 0.875rem; }
    .bars > div { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr 3.6rem; gap: 0.6rem; align-items: center; }
    .bars .track { background: var(--raised); border-radius: 0.2rem; height: 0.8rem; overflow: hidden; }
    .bars .track span { display: block; height: 100%; background: var(--c0); }
    .bars .n { text-align: right; font-variant-numeric: tabular-nums; }
    @media (max-width: 26rem) { svg text { font-size: 14px; } svg .tick, svg .axis { font-size: 13.5px; } }
    @media (max-width: 22rem) { svg text { font-size: 16px; } svg .tick, svg .axis { font-size: 15.5px; } }
    @media (max-width: 30rem) { .bars > div { grid-template-columns: 6.5rem 1fr 3.4rem; } }
    @media print {
      :root {
        --ground: #ffffff; --raised: #f2f2f2; --text: #000000; --soft: #404040; --rule: #b0b0b0; --link: #000000;
        --strong: #000000; --warn-ground: #ffffff; --warn-text: #000000; --right: 11 87 164; --wrong: 196 62 0;
        --c0: #0b66ad; --c1: #c04a00; --c2: #00785a; --c3: #a4407c; --c4: #7a6200; --c5: #5a4fcf;
        --c6: #b3261e; --c7: #4a4f57;
      }
      body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      nav, summary { display: none; }
      details::details-content { content-visibility: visible; block-size: auto; }
      .scroll, pre { overflow: visible; background: none; }
      /* Below each other: the table of a chart is wider than half the paper. */
      .figures { display: block; }
      figure, figure.tall { max-width: none; margin: 0.4rem 0; }
      figure > svg { max-width: 24rem; }
      pre { white-space: pre-wrap; }
      table { font-size: 8pt; }
      th, td { padding: 0.15rem 0.35rem; }
      th { overflow-wrap: anywhere; }
      tbody th { min-width: 4rem; }
      td.short, th.short { white-space: normal; }
      td.long, th.long { min-width: 0; }
      .wide { font-size: 7pt; }
      .wide th, .wide td { padding: 0.15rem 0.2rem; white-space: normal; }
      h2, h3, h4 { break-after: avoid; }
      figure, tr, .matrix, .pictures li, .bars { break-inside: avoid; }
    }

    """
}
