"""The whole API: the operations of every room under one description."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from commonweal import __version__
from commonweal.site.allocations.api import router as allocations
from commonweal.site.api.audit import router as audit
from commonweal.site.api.checks import StrictJson, checked
from commonweal.site.api.description import describe
from commonweal.site.api.fields import WrongFields
from commonweal.site.api.law import router as law
from commonweal.site.api.problems import tell_of_errors
from commonweal.site.api.receipts import router as receipts
from commonweal.site.governance.api import router as governance
from commonweal.site.organisations.api import router as organisations
from commonweal.site.population.api import router as population

DESCRIPTION = (
    "What Commonweal's pages show, for programs: as JSON, and long lists as CSV. Anyone may read, without a key. "
    "Money is in whole pence where a name ends in _pence, in thousands of pounds where it ends in _k, and in pounds "
    "where it ends in _gbp; distances, shares and rates are fractions. "
    "Every error is JSON with a list of problems, each a sentence that says what to do. "
    "A parameter or field that is not known is an error."
)


class DocsPage(DocsBase):
    """The description as a page on which every operation can be tried, all of it served from here."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Draw the page."""
        context = {"description": api.description, "description_address": self.get_openapi_url(api, kwargs)}
        return render(request, "api/docs.jinja", context)


class Api(NinjaAPI):
    """The API, whose description is made once."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI description."""
        return self._described(path_prefix)

    @lru_cache(maxsize=2)  # noqa: B019  (there is one API, and it lives as long as the process)
    def _described(self, path_prefix: str | None) -> OpenAPISchema:
        made = super().get_openapi_schema(path_prefix=path_prefix)
        describe(made)
        return made

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """What is wrong with the fields of a request."""
        return WrongFields(error_contexts)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Room and function, such as ``organisations_tree``."""
        room = (operation.tags or ["api"])[0].lower().replace(" ", "_")
        return f"{room}_{operation.view_func.__name__}"


api = Api(
    title="Commonweal",
    version=__version__,
    description=DESCRIPTION,
    docs=DocsPage(),
    urls_namespace="api",
    parser=StrictJson(),
)
tell_of_errors(api)
api.add_decorator(checked, mode="view")
api.add_router("/organisations", organisations)
api.add_router("/allocations", allocations)
api.add_router("/population", population)
api.add_router("/governance", governance)
api.add_router("/law", law)
api.add_router("/receipts", receipts)
api.add_router("/audit", audit)
