// Buttons that copy a row, or the whole brief, as plain text. Without this the page reads the same.
(() => {
  const words = (element) => element.innerText.replace(/\s+/g, " ").trim();
  const titleOf = (head) => {
    const copy = head.cloneNode(true);
    copy.querySelectorAll("button").forEach((each) => each.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const rowText = (row) => {
    const [head, ...cells] = row.cells;
    const told = cells.map((cell) => `  ${cell.dataset.label}: ${words(cell)}`);
    return [titleOf(head), ...told].join("\n");
  };
  const briefText = (section) => {
    const parts = [words(document.querySelector("h1"))];
    for (const child of section.children) {
      if (child.matches("p")) parts.push(words(child));
      if (child.matches("table.brief")) parts.push(...[...child.tBodies[0].rows].map(rowText));
      if (child.matches(".notes")) parts.push([...child.children].map(words).join("\n"));
    }
    return `${parts.join("\n\n")}\n`;
  };
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  const button = (label, title, text) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = label;
    if (title) made.setAttribute("aria-label", title);
    made.addEventListener("click", async () => {
      await copied(text());
      status.textContent = "Copied.";
      made.textContent = "Copied";
      setTimeout(() => { made.textContent = label; status.textContent = ""; }, 2000);
    });
    return made;
  };
  const table = document.querySelector("section.first table.brief");
  if (!table) return;
  const section = table.closest("section");
  table.before(button("Copy the brief as text", "", () => briefText(section)));
  for (const row of table.tBodies[0].rows) {
    const title = titleOf(row.cells[0]);
    row.cells[0].append(" ", button("Copy", `Copy row ${title}`, () => rowText(row)));
  }
  document.body.append(status);
})();
