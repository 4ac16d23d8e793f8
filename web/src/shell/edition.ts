/** While a page is open the service may be replaced: the files this page came with are gone, and it loads itself anew. */

const KEPT = "triskele-left";

/** Follows the service to another edition of the explorer; a file missing in the edition it came to is told instead. */
export function followEdition(): void {
  addEventListener("vite:preloadError", (event) => {
    const edition = import.meta.env.BASE_URL;
    if (sessionStorage.getItem(KEPT) === edition) return;
    sessionStorage.setItem(KEPT, edition);
    event.preventDefault();
    location.reload();
  });
}
