# The app in an image. BASE is any image with Python 3.11 or later and its module venv.
ARG BASE=python:3.11-slim
FROM ${BASE}
# The requirement files to install, separated by blanks: requirements-ocr.txt adds text recognition
ARG REQUIREMENTS="requirements.txt requirements-postgresql.txt"
WORKDIR /app
COPY requirements*.txt ./
RUN python3 -m venv /opt/venv \
 && for file in ${REQUIREMENTS}; do /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check -r "$file"; done
COPY . .
RUN useradd --system --create-home --uid 10001 nianbao && mkdir /data && chown nianbao /data \
 && /opt/venv/bin/python -m compileall -q .
USER nianbao
ENV PATH=/opt/venv/bin:${PATH} PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/nianbao.sqlite3 NIANBAO_LOG=json
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
 CMD ["python", "deploy/healthy.py"]
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.port=8501", "--server.fileWatcherType=none"]
