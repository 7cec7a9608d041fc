"""What Django itself refuses under ``/api/``, told as JSON like every other error there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from commonweal.site.api.problems import plainly

PREFIX = "/api/"


class ApiErrors:
    """Middleware that turns the page of an error into JSON: an address that is none, a method that is not taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        response = self.get_response(request)
        is_json = response.get("Content-Type", "").startswith("application/json")
        if response.status_code < 400 or is_json or not request.path_info.startswith(PREFIX):
            return response
        answer = plainly(response.status_code)
        if "Allow" in response:
            answer["Allow"] = response["Allow"]
        return answer
