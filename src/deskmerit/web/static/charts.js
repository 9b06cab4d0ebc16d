// Draws every [data-chart] from the JSON of the same id, without eval and without injected styles; again when the
// theme changes. Colours are the page's: a spec names them "@accent", "@quiet", "@band0" ….
(() => {
  const NAMES = ["accent", "quiet", "ink", "muted", "line", "band0", "band1", "band2", "band3"];

  const palette = () => {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(NAMES.map((name) => [`@${name}`, style.getPropertyValue(`--dm-${name}`).trim()]));
  };

  const coloured = (value, colours) => {
    if (typeof value === "string") return colours[value] ?? value;
    if (Array.isArray(value)) return value.map((each) => coloured(each, colours));
    if (value && typeof value === "object")
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, key === "data" || key === "datasets" ? each : coloured(each, colours)]),
      );
    return value;
  };

  const draw = () => {
    const colours = palette();
    for (const room of document.querySelectorAll("[data-chart]")) {
      const spec = JSON.parse(document.getElementById(room.dataset.chart).textContent);
      vegaEmbed(room, coloured(spec, colours), {
        ast: true,
        actions: false,
        defaultStyle: false,
        renderer: "svg",
        tooltip: { disableDefaultStyle: true, theme: "custom" },
      }).catch((error) => console.error(error));
    }
  };

  draw();
  document.addEventListener("deskmerit:theme", draw);
  document.addEventListener("htmx:after:swap", draw);
})();
