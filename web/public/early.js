// Runs before the first paint, so that neither the theme nor the language changes under the reader's eyes.
(function () {
  var root = document.documentElement;
  var kept = function (name) {
    try {
      return localStorage.getItem(name);
    } catch (refused) {
      return null;
    }
  };
  var theme = kept("triskele-theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  var asked = new URLSearchParams(location.search).get("lang") || kept("triskele-lang") || navigator.language || "en";
  root.lang = asked.slice(0, 2).toLowerCase() === "tr" ? "tr" : "en";
})();
