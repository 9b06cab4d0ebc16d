// A comfort of the grid: cells pasted from a spreadsheet fill it. Without this file the text field below takes them.
(() => {
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const body = sheet.tBodies[0];
  const rows = () => [...body.rows].filter((row) => row.querySelector("input"));
  const cells = (row) => [...row.querySelectorAll("input")];
  const lengthen = () => {
    const all = rows();
    const fresh = all[all.length - 1].cloneNode(true);
    const number = all.length;
    fresh.querySelector("th").textContent = number + 1;
    for (const input of cells(fresh)) {
      const name = input.name.slice(input.name.indexOf(".") + 1);
      input.name = `${number}.${name}`;
      input.id = `c${number}-${name}`;
      input.value = "";
      input.classList.remove("is-invalid");
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, number + 1));
    }
    for (const told of fresh.querySelectorAll(".dm-problem")) told.remove();
    body.append(fresh);
  };
  // Excel quotes cells that hold a line break or a quotation mark.
  const parsed = (text) => {
    const lines = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const line = lines[lines.length - 1];
      const c = text[i];
      if (quoted) {
        if (c !== '"') line[line.length - 1] += c;
        else if (text[i + 1] === '"') line[line.length - 1] += text[++i];
        else quoted = false;
      } else if (c === '"' && line[line.length - 1] === "") quoted = true;
      else if (c === "\t") line.push("");
      else if (c === "\n") lines.push([""]);
      else if (c !== "\r") line[line.length - 1] += c;
    }
    return lines.filter((line) => line.some((cell) => cell.trim()));
  };
  sheet.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(text.trim()) || !event.target.matches("input")) return;
    event.preventDefault();
    const row = rows().indexOf(event.target.closest("tr"));
    const column = cells(event.target.closest("tr")).indexOf(event.target);
    parsed(text).slice(0, 500).forEach((line, down) => {
      while (rows().length <= row + down) lengthen();
      const to = cells(rows()[row + down]);
      line.forEach((cell, right) => {
        if (to[column + right]) to[column + right].value = cell.trim();
      });
    });
  });
})();
