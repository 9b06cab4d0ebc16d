// Runs before the first paint: "auto" follows the system, and changes with it.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    if (root.dataset.theme === "auto") root.dataset.bsTheme = dark.matches ? "dark" : "light";
  };
  follow();
  dark.addEventListener("change", () => {
    follow();
    document.dispatchEvent(new Event("deskmerit:theme"));
  });
})();
