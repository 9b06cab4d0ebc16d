// Comforts only: every page works without this file.
(() => {
  // An open menu closes by Escape and by a click elsewhere.
  const menus = () => document.querySelectorAll("details.dm-menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  // A print shows what is folded away.
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details.dm-print:not([open])")) each.open = each.dataset.unfolded = true;
  });
  addEventListener("afterprint", () => {
    for (const each of document.querySelectorAll("details[data-unfolded]")) each.open = false;
  });
  // A form is sent once: a second click on its button does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
  document.querySelector("[autofocus].dm-problems")?.focus();
})();
