// Draws the description of the API. Everything comes from this host; nothing is sent to another.
const page = document.getElementById("api-description");

SwaggerUIBundle({
  url: page.dataset.address,
  domNode: page,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  layout: "BaseLayout",
  // The page says above what the drawing would say again, under a second heading of the first level.
  plugins: [() => ({ wrapComponents: { InfoContainer: () => () => null } })],
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null,
  onComplete: () => { page.dataset.drawn = "yes"; },
  requestInterceptor: (request) => {
    // A request that is tried here while signed in carries the token that a form would.
    if (page.dataset.token) {
      request.headers["X-CSRFToken"] = page.dataset.token;
    }
    return request;
  },
});
