"""What Django itself refuses under ``/api/``, told as JSON like every other error there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from commonweal.site.api.problems import plainly

PREFIX = "/api/"


class ApiErrors:
    """Middleware that turns the page of an error into JSON: an address that is none, a method that is not taken.

    It also answers HEAD, which the framework does not know, as GET without its content.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith("application/json"):
            page, response = response, plainly(response.status_code)
            if "Allow" in page:
                response["Allow"] = page["Allow"]
        return _without_content(response) if is_head else response


def _without_content(response: HttpResponseBase) -> HttpResponseBase:
    """The status and headers alone."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.content = b""
    return response
