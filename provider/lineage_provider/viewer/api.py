"""The viewer's web application: its API and its page.

In: a store, who may see what, the secret of posted events, the folder of the page. Out: a FastAPI
application to be mounted. A module of its own because it is the only one, with ``access``, that imports
FastAPI, which takes a second: it is imported in the api-server only.

Endpoints and values are those of docs/viewer-api.md. Nothing here knows Airflow.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from lineage_provider import __version__
from lineage_provider.viewer import queries
from lineage_provider.viewer.ingest import MOST_BYTES, Refused, check_secret, events_of
from lineage_provider.viewer.queries import Unknown, Visible
from lineage_provider.viewer.store import NotMigrated, Store

API = "/api/v1"
_LOGIN = "/api/v2/auth/login"
_PREFIX = "/lineage"
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'none'"
)
_NO_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lineage</title></head>
<body><h1>Lineage</h1><p>The page's files are not in this installation: it was made from sources without
them. Install the package <code>airflow-provider-lineage</code>, or build them in
<code>provider/lineage_provider/viewer/www</code>.</p>
<p>The API works: <a href="api/v1/runs">api/v1/runs</a>. So does the command line:
<code>airflow lineage show</code>.</p></body></html>"""

VisibleDependency = Callable[..., Visible]


def create_app(
    store: Callable[[], Store],
    visible: VisibleDependency,
    user_name: Callable[..., str],
    ingest_token: str,
    page: Path,
) -> FastAPI:
    """The application; ``visible`` and ``user_name`` are FastAPI dependencies that ask for a login."""
    app = FastAPI(title="Lineage", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.include_router(_graphs(store, visible), prefix=API)
    app.include_router(_runs(store, visible), prefix=API)
    app.include_router(_datasets(store, visible), prefix=API)
    app.include_router(_ingest(store, ingest_token), prefix=API)
    _add_status(app, store, visible, user_name)
    _add_page(app, user_name, page)
    _add_errors(app)
    return app


def _json(value: Any) -> JSONResponse:
    """An answer that no cache keeps: what a user may see can change."""
    content = [one.to_dict() for one in value] if isinstance(value, list) else value.to_dict()
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


def _graphs(store: Callable[[], Store], visible: VisibleDependency) -> APIRouter:
    router = APIRouter(tags=["graph"])

    @router.get("/graph")
    def graph(
        node: str,
        up: int | None = Query(None, ge=0, le=50),
        down: int | None = Query(None, ge=0, le=50),
        limit: int = Query(queries.MOST_NODES, ge=1, le=20_000),
        seen: Visible = Depends(visible),
    ) -> Response:
        """The neighbourhood of a dataset, job, DAG or run."""
        return _json(queries.graph(store(), node, up, down, seen, limit=limit))

    @router.get("/column")
    def column(
        id: str,
        direction: str = "both",
        depth: int = Query(20, ge=1, le=100),
        seen: Visible = Depends(visible),
    ) -> Response:
        """The path of a column."""
        return _json(queries.trace(store(), id, direction, depth, seen))

    @router.get("/impact")
    def impact(id: str, seen: Visible = Depends(visible)) -> Response:
        """What depends on a column or dataset."""
        return _json(queries.impact(store(), id, seen))

    @router.get("/search")
    def search(
        q: str = "", limit: int = Query(20, ge=1, le=200), seen: Visible = Depends(visible)
    ) -> Response:
        """Datasets, columns, tasks and DAGs by words of their names."""
        return _json(queries.search(store(), q, limit, seen))

    return router


def _runs(store: Callable[[], Store], visible: VisibleDependency) -> APIRouter:
    router = APIRouter(tags=["runs"])

    @router.get("/runs")
    def runs(
        job: str | None = None,
        dag_id: str | None = None,
        type: str | None = None,
        limit: int = Query(50, ge=1, le=1_000),
        seen: Visible = Depends(visible),
    ) -> Response:
        """The newest runs."""
        found = queries.listed(store(), job=job, dag_id=dag_id, job_type=type, limit=limit, visible=seen)
        return _json(found)

    @router.get("/runs/{run_id}")
    def run(run_id: str, seen: Visible = Depends(visible)) -> Response:
        """One run in detail."""
        return _json(queries.detail(store(), run_id, seen))

    @router.get("/compare")
    def compare(left: str, right: str, seen: Visible = Depends(visible)) -> Response:
        """Two runs side by side."""
        return _json(queries.compare(store(), left, right, seen))

    @router.get("/find")
    def find(
        query_id: str | None = None,
        query_tag: str | None = None,
        limit: int = Query(20, ge=1, le=200),
        seen: Visible = Depends(visible),
    ) -> Response:
        """Runs of a query of the warehouse."""
        if (query_id is None) == (query_tag is None):
            raise ValueError("give one of query_id and query_tag")
        found = queries.find_runs(store(), query_id=query_id, query_tag=query_tag, limit=limit, visible=seen)
        return _json(found)

    @router.get("/resolve")
    def resolve(
        dag_id: str,
        run_id: str,
        task_id: str | None = None,
        map_index: int | None = None,
        try_number: int | None = None,
        seen: Visible = Depends(visible),
    ) -> Response:
        """The OpenLineage run of a task instance or of a DAG run."""
        return _json(queries.resolve(store(), dag_id, run_id, task_id, map_index, try_number, seen))

    return router


def _datasets(store: Callable[[], Store], visible: VisibleDependency) -> APIRouter:
    router = APIRouter(tags=["datasets"])

    @router.get("/checks")
    def checks(
        dataset: str, limit: int = Query(200, ge=1, le=2_000), seen: Visible = Depends(visible)
    ) -> Response:
        """Results of the checks on a dataset."""
        return _json(queries.check_history(store(), dataset, limit=limit, visible=seen))

    @router.get("/statistics")
    def statistics(
        dataset: str, limit: int = Query(200, ge=1, le=2_000), seen: Visible = Depends(visible)
    ) -> Response:
        """Rows and bytes that runs wrote to a dataset and read from it."""
        return _json(queries.statistics_history(store(), dataset, limit=limit, visible=seen))

    return router


def _ingest(store: Callable[[], Store], token: str) -> APIRouter:
    router = APIRouter(tags=["ingest"])

    @router.post("/lineage", status_code=201)
    async def lineage(request: Request) -> Response:
        """Take an OpenLineage event, or a list of them."""
        check_secret(request.headers, token)
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise Refused(
                    413, f"the body is larger than {MOST_BYTES:,} bytes: send fewer events at a time"
                )
        events = events_of(request.headers, bytes(body))
        await run_in_threadpool(lambda: store().add(events))
        return Response(status_code=201)

    return router


def _add_status(
    app: FastAPI, store: Callable[[], Store], visible: VisibleDependency, user_name: Callable[..., str]
) -> None:
    @app.get(f"{API}/status", tags=["status"])
    def status(seen: Visible = Depends(visible), name: str = Depends(user_name)) -> Response:
        """Who asks, which version answers, and when the newest visible run began."""
        newest = queries.listed(store(), limit=1, visible=seen)
        content = {
            "version": __version__,
            "user": name,
            "sees_all": seen.dags is None,
            "newest": (newest[0].started or newest[0].ended) if newest else None,
        }
        return JSONResponse(content, headers={"Cache-Control": "no-store"})

    @app.get(f"{API}/openapi.json", tags=["status"], dependencies=[Depends(visible)])
    def openapi() -> Response:
        """This API's description."""
        return JSONResponse(app.openapi())


def _add_page(app: FastAPI, user_name: Callable[..., str], page: Path) -> None:
    @app.get("/", include_in_schema=False, dependencies=[Depends(user_name)])
    def index() -> Response:
        """The page; its own files hold no data."""
        file = page / "index.html"
        text = file.read_text(encoding="utf-8") if file.is_file() else _NO_PAGE
        return HTMLResponse(text, headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"})

    if page.is_dir():
        app.mount("/static", StaticFiles(directory=page), name="static")


def _add_errors(app: FastAPI) -> None:
    def answer(status: int, detail: str) -> JSONResponse:
        return JSONResponse({"detail": detail}, status, headers={"Cache-Control": "no-store"})

    @app.exception_handler(Unknown)
    def unknown(_: Request, error: Unknown) -> Response:
        return answer(404, str(error))

    @app.exception_handler(ValueError)
    def unusable(_: Request, error: ValueError) -> Response:
        return answer(400, str(error))

    @app.exception_handler(Refused)
    def refused(_: Request, error: Refused) -> Response:
        return answer(error.status, error.detail)

    @app.exception_handler(OperationalError)
    def busy(_: Request, error: OperationalError) -> Response:
        return answer(503, f"the lineage store cannot be used at the moment: {error.orig}")

    @app.exception_handler(NotMigrated)
    def unmigrated(_: Request, error: NotMigrated) -> Response:
        return answer(503, str(error))

    @app.exception_handler(401)
    def login(request: Request, error: HTTPException) -> Response:
        """A page without a login leads to it; a program is told."""
        if request.url.path.endswith(f"{_PREFIX}/") and "text/html" in request.headers.get("accept", ""):
            base = request.scope.get("root_path", "").removesuffix(_PREFIX)
            return RedirectResponse(f"{base}{_LOGIN}?next={quote(str(request.url), safe='')}", 307)
        return answer(
            401, f"{error.detail}: log in to Airflow, or send its token as Authorization: Bearer TOKEN"
        )
