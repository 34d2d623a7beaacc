import asyncio, httpx, sys, time
from tests.web.opened import *
from venue.live.keeper import Keeper
async def test_one(one_redis, tmp_path, monkeypatch):
    def wrap(name):
        orig=getattr(Keeper,name)
        async def f(self,*a,**k):
            print(name,"begin", self._site.in_step, self._site.whereabouts.out_of_step.is_set(), asyncio.current_task().cancelling(), file=sys.stderr)
            try:
                return await orig(self,*a,**k)
            except BaseException as e:
                print(name,"raised",repr(e), file=sys.stderr); raise
            finally:
                print(name,"end", self._site.whereabouts.out_of_step.is_set(),asyncio.current_task().cancelling(), file=sys.stderr)
        monkeypatch.setattr(Keeper,name,f)
    for n in ("_beat","_recover","stop"): wrap(n)
    app = create_app(Settings(data=tmp_path, redis=one_redis.url, secret=SECRET), one_redis.url, (DAY,))
    async with app.router.lifespan_context(app):
        print("started", file=sys.stderr)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://venue") as client:
            for path in ("/", "/our-day"):
                answer = await client.get(path)
                print(answer, file=sys.stderr)
