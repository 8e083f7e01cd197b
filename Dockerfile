# One image for api, worker and the command line: what runs is the command's first word.
FROM python:3.11.15-slim-bookworm AS build
RUN pip install --no-cache-dir uv==0.13.9
# The authorities of the base image count, as for pip: that of a company's proxy can be among them.
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project
COPY . .
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.11.15-slim-bookworm
RUN groupadd --gid 10001 doorstep \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin doorstep
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1
ENV DOORSTEP_INTERNAL_PORT=9464
USER 10001:10001
WORKDIR /tmp
# Alive; compose asks for more, by /readyz. Never by a proxy of the environment.
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import *; build_opener(ProxyHandler({})).open('http://127.0.0.1:9464/healthz')"]
EXPOSE 8000
STOPSIGNAL SIGTERM
ENTRYPOINT ["doorstep"]
CMD ["--help"]
