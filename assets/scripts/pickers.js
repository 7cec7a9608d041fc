// A searchable list of checkboxes: <div data-picker> holds an <input data-picker-search>, buttons data-picker-all and
// data-picker-none, a <p data-picker-count aria-live="polite">, and items marked data-picker-item="words to search".
export function searchPickers(root) {
  for (const picker of root.querySelectorAll("[data-picker]")) start(picker);
}

function start(picker) {
  const items = [...picker.querySelectorAll("[data-picker-item]")];
  const search = picker.querySelector("[data-picker-search]");
  const count = picker.querySelector("[data-picker-count]");
  const boxes = () => items.filter((item) => !item.hidden).map((item) => item.querySelector("input[type=checkbox]"));

  const tell = () => {
    if (!count) return;
    const shown = items.filter((item) => !item.hidden).length;
    const chosen = items.filter((item) => item.querySelector("input[type=checkbox]")?.checked).length;
    count.textContent = `${chosen} chosen, ${shown} of ${items.length} shown`;
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const text = item.dataset.pickerItem.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    }
    tell();
  };
  const set = (checked) => () => {
    for (const box of boxes()) if (box) box.checked = checked;
    tell();
  };

  search?.addEventListener("input", filter);
  // Enter in the search box must not send the form.
  search?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  picker.querySelector("[data-picker-all]")?.addEventListener("click", set(true));
  picker.querySelector("[data-picker-none]")?.addEventListener("click", set(false));
  picker.addEventListener("change", tell);
  tell();
}
