# Libraries that make no call of AWS by themselves, and then those of which something is not read
import __future__
import boto3, botocore, aioboto3, aiobotocore, s3transfer, aws_lambda_powertools, aws_xray_sdk
import aws_secretsmanager_caching, crhelper, cfnresponse, awslambdaric, mangum, awsgi, serverless_wsgi, apig_wsgi
import abc, aifc, antigravity, argparse, array, ast, asynchat, asyncio, asyncore, atexit, audioop, base64, bdb
import binascii, bisect, builtins, bz2, cProfile, calendar, cgi, cgitb, chunk, cmath, cmd, code, codecs, codeop
import collections, colorsys, compileall, concurrent, configparser, contextlib, contextvars, copy, copyreg, crypt
import csv, ctypes, curses, dataclasses, datetime, dbm, decimal, difflib, dis, distutils, doctest, email, encodings
import ensurepip, enum, errno, faulthandler, fcntl, filecmp, fileinput, fnmatch, fractions, ftplib, functools, gc
import genericpath, getopt, getpass, gettext, glob, graphlib, grp, gzip, hashlib, heapq, hmac, html, http, idlelib
import imaplib, imghdr, imp, importlib, inspect, io, ipaddress, itertools, json, keyword, lib2to3, linecache, locale
import logging, lzma, mailbox, mailcap, marshal, math, mimetypes, mmap, modulefinder, msilib, msvcrt
import multiprocessing, netrc, nis, nntplib, nt, ntpath, nturl2path, numbers, opcode, operator, optparse, os
import ossaudiodev, pathlib, pdb, pickle, pickletools, pipes, pkgutil, platform, plistlib, poplib, posix, posixpath
import pprint, profile, pstats, pty, pwd, py_compile, pyclbr, pydoc, pydoc_data, pyexpat, queue, quopri, random, re
import readline, reprlib, resource, rlcompleter, runpy, sched, secrets, select, selectors, shelve, shlex, shutil
import signal, site, smtpd, smtplib, sndhdr, socket, socketserver, spwd, sqlite3, sre_compile, sre_constants
import sre_parse, ssl, stat, statistics, string, stringprep, struct, subprocess, sunau, symtable, sys, sysconfig
import syslog, tabnanny, tarfile, telnetlib, tempfile, termios, textwrap, this, threading, time, timeit, tkinter
import token, tokenize, tomllib, trace, traceback, tracemalloc, tty, turtle, turtledemo, types, typing, unicodedata
import unittest, urllib, uu, uuid, venv, warnings, wave, weakref, webbrowser, winreg, winsound, wsgiref, xdrlib, xml
import xmlrpc, zipapp, zipfile, zipimport, zlib, zoneinfo, _thread, Queue, StringIO, cStringIO, urllib2, urlparse
import httplib, ConfigParser, cPickle, commands, aiohttp, anyio, attr, attrs, babel, bcrypt, bs4, cachetools
import certifi, chardet, charset_normalizer, click, cryptography, cv2, dateutil, decouple, dotenv, environs
import exceptiongroup, faker, fastapi, fitz, flask, flask_cors, fpdf, google, googleapiclient, graphql, httpx, idna
import jinja2, jmespath, jose, jsonpath_ng, jsonschema, jwt, kafka, loguru, lxml, markdown, markupsafe, marshmallow
import matplotlib, multipart, mysql, networkx, nltk, numpy, openai, openpyxl, orjson, packaging, pandas, passlib
import PIL, pkg_resources, psycopg, psycopg2, pyarrow, pydantic, pydantic_settings, pymongo, pymysql, pypdf, PyPDF2
import pyparsing, pytest, pytz, qrcode, redis, regex, reportlab, requests, rich, ruamel, scipy, setuptools
import simplejson, six, sklearn, slack_sdk, sqlalchemy, starlette, stripe, structlog, tabulate, telegram, tenacity
import toml, tqdm, twilio, typing_extensions, tzlocal, ujson, urllib3, uvicorn, validators, websocket, websockets
import werkzeug, wrapt, xmltodict, yaml, annotated_types, pydantic_core, typing_inspection, sniffio, h11, httpcore
import jiter, distro, frozenlist, multidict, yarl, aiosignal, propcache, soupsieve, numexpr, et_xmlfile, tokenizers
import tiktoken, greenlet, pycparser, cffi, aws_croniter, ciso8601, duckdb, ebooklib, feedparser, laspy, markdownify
import paramiko, pdf2image, playwright, psutil, pyproj, requests_oauthlib, rpds, referencing, itsdangerous, blinker
import deprecated, ecdsa, rsa, pyasn1, nacl, mypy_boto3_s3, types_boto3, botocore_stubs, types_aiobotocore_s3

import requests_aws4auth, requests_auth_aws_sigv4, httpx_aws_auth, aws_requests_auth, opensearchpy, elasticsearch
import awswrangler, s3fs, smart_open, pynamodb, dynamodb_json, kombu, celery, dask, sagemaker, moto, cloudpathlib
import strands, strands_tools, bedrock_agentcore, langchain, langchain_aws, langchain_community, langchain_core
import langgraph, litellm, llama_index, crewai, instructor, anthropic, aws_durable_execution_sdk_python
import unheard_of

def handler(event, context):
    pass
