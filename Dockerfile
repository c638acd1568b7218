# The program in a small container, without rights:
#   docker build --tag glossary-site .
#   docker run --rm --volume "$PWD:/glossary" glossary-site build
#   docker run --rm --volume "$PWD:/glossary" --publish 127.0.0.1:8000:8000 glossary-site
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/glossary \
    && /opt/glossary/bin/pip install --no-cache-dir --no-compile --require-hashes --requirement .github/requirements/program.txt \
    && /opt/glossary/bin/pip install --no-cache-dir --no-compile --no-deps --no-build-isolation .

FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b
COPY --from=build /opt/glossary /opt/glossary
ENV PATH=/opt/glossary/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /glossary
USER 1000:1000
EXPOSE 8000
ENTRYPOINT ["glossary"]
CMD ["serve", "--host", "0.0.0.0", "--poll"]
