// One look for every chart: the page's type, no box of its own, British dates and pounds.
const font = "arial, sans-serif";
const ink = "#212b32";

export const config = {
  background: "transparent",
  padding: 16,
  timeFormat: "%-d %b %Y",
  font,
  axis: {
    labelFont: font,
    titleFont: font,
    labelFontSize: 14,
    titleFontSize: 14,
    labelColor: ink,
    titleColor: ink,
    gridColor: "#d8dde0",
    domainColor: "#768692",
    tickColor: "#768692",
    labelLimit: 220,
  },
  axisTemporal: { format: "%-d %b %Y" },
  legend: { orient: "top", labelFont: font, titleFont: font, labelFontSize: 14, titleFontSize: 14, labelColor: ink, titleColor: ink, labelLimit: 260 },
  header: { labelFont: font, titleFont: font, labelFontSize: 14, titleFontSize: 14, labelColor: ink, titleColor: ink },
  title: { font, fontSize: 16, color: ink, anchor: "start" },
  text: { font, fontSize: 14, color: ink },
  view: { stroke: null },
  bar: { color: "#005eb8" },
  line: { color: "#005eb8", strokeWidth: 3 },
  point: { color: "#005eb8", filled: true, size: 60 },
  rule: { color: "#4c6272" },
  range: {
    // Told apart in any colour vision, and against white.
    category: ["#005eb8", "#8f4700", "#007f3b", "#7c2855", "#330072", "#4c6272"],
    diverging: ["#8f4700", "#f2b66d", "#f5f2eb", "#a9c8ea", "#1d4f91"],
  },
};

export const formatLocale = { decimal: ".", thousands: ",", grouping: [3], currency: ["£", ""] };

export const timeFormatLocale = {
  dateTime: "%-d %B %Y, %H:%M",
  date: "%-d %b %Y",
  time: "%H:%M",
  periods: ["am", "pm"],
  days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  shortDays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};
