// Keep the figure beside a slider in step with it: <input type="range" id="growth"> and <output for="growth">.
export function followSliders(root) {
  for (const output of root.querySelectorAll("output[for]")) {
    const slider = root.getElementById(output.getAttribute("for"));
    if (!slider) continue;
    const show = () => {
      output.textContent = `${slider.value}${output.dataset.unit ?? ""}`;
    };
    slider.addEventListener("input", show);
    show();
  }
}
