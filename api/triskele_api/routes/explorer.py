"""The explorer's own addresses: one shell for all of them, and its files."""

from __future__ import annotations

from fastapi import APIRouter, Response

from triskele_api.asking import Ask
from triskele_api.pages.shell import show_shell

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(it: Ask) -> Response:
    return await show_shell(it, "site")


@router.get("/measures")
@router.get("/measures/{rest:path}")
async def measures(it: Ask) -> Response:
    return await show_shell(it, "metrics")


@router.get("/query")
async def query(it: Ask) -> Response:
    return await show_shell(it, "examples")


@router.get("/about-data")
async def about_data(it: Ask) -> Response:
    return await show_shell(it, "dataset")


@router.get("/terms")
@router.get("/terms/{rest:path}")
async def terms(it: Ask) -> Response:
    return await show_shell(it, "vocabularies")
