"""Icons at the addresses where browsers look for them by themselves."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.pages.frame.assets import FOLDER

_A_DAY = {"Cache-Control": "public, max-age=86400"}
router = APIRouter(include_in_schema=False)


@router.get("/favicon.ico")
async def favicon() -> FileResponse:
    return FileResponse(FOLDER / "favicon.ico", headers=_A_DAY)


@router.get("/apple-touch-icon.png")
@router.get("/apple-touch-icon-precomposed.png")
async def touch_icon() -> FileResponse:
    return FileResponse(FOLDER / "touch-icon.png", headers=_A_DAY)
