# Builds the wheel with the browser app in it, then an image that holds only what runs.
# docker build -t venue . && docker run --rm -p 8000:8000 -v venue-data:/data venue serve --demo

FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src

# What changes rarely comes first, so that it is built once.
COPY requirements.lock requirements-build.lock requirements-node.lock ./
RUN python -m venv /opt/venue \
 && /opt/venue/bin/pip install --require-hashes --no-deps -r requirements.lock \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --require-hashes --no-deps -r requirements-build.lock -r requirements-node.lock

COPY hatch_build.py ./
COPY static/package.json static/package-lock.json static/
RUN /opt/build/bin/python hatch_build.py npm ci --no-audit --no-fund

COPY . .
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /opt/wheels . \
 && /opt/venue/bin/pip install --no-deps --no-index /opt/wheels/*.whl \
 && /opt/venue/bin/python -m compileall -q /opt/venue/lib

FROM python:3.12-slim-bookworm
RUN groupadd --gid 10001 venue \
 && useradd --uid 10001 --gid venue --no-create-home --shell /usr/sbin/nologin venue \
 && install -d -o venue -g venue -m 0700 /data
COPY --from=build /opt/venue /opt/venue
ENV PATH=/opt/venue/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    VENUE_HOST=0.0.0.0 \
    VENUE_PORT=8000 \
    VENUE_DATA=/data \
    VENUE_LOG_FORMAT=json
USER venue
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
ENTRYPOINT ["venue"]
CMD ["serve"]
