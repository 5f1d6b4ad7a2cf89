#ifndef SG_CATALOG_LIBRARY_H
#define SG_CATALOG_LIBRARY_H

#include "catalog/catalog.h"

/* The contents of templates/code/: what libraries do with AWS. templates/README.md explains each key. */

/* Libraries by the names with which code imports them. */
struct sg_library {
    struct sg_strings names; /* "requests", "@aws-sdk/" for all that begin so */
    const char *effect; /* a call of AWS that is not read, in words; NULL: it makes none, or `code` has its names */
    bool external;      /* never read from the files of the project, also where these have a copy */
};

/* libraries/LANGUAGE.yaml */
struct sg_libraries {
    const char *language;
    const char *source, *date;
    struct sg_library *items;
    size_t count;
};

/* What a name does when it is called. */
struct sg_code_row {
    const char *name; /* "boto3.client"; see sg_code_names */
    const char *does; /* a word: "client", "operation", ... */
    const char *service;
    struct sg_strings operations; /* "GetObject"; "ssm:GetParameter" of another service */
    struct sg_strings parameters; /* "Bucket=1|bucket": of the operation, and the argument that gives it */
    const char *gives;            /* a word or a name: what the call gives */
    unsigned argument;            /* the one that it is about */
};

struct sg_code_group {
    const char *source, *date;
    struct sg_code_row *items;
    size_t count;
};

/* names.yaml */
struct sg_code_names {
    struct sg_strings credentials; /* parameters of clients that give them credentials */
    struct sg_strings endpoint;    /* parameters of clients that give them a URL */
    struct sg_strings endpoints;   /* "apigatewaymanagementapi=ApiId": the host's first label names the resource */
    struct sg_strings made;        /* in the Description of a function whose code and role the CDK makes */
    struct sg_code_group *items;
    size_t count;
};

/* An operation that needs another action when it is given a parameter. */
struct sg_implied_row {
    struct sg_strings on;         /* "textract:*" or "s3:PutObject" */
    const char *given;            /* a parameter: "Image.S3Object"; "*RoleArn" for all that end so; NULL: always */
    const char *equals;           /* only when it may be this text */
    const char *needs;            /* "s3:GetObject": an operation; "iam:PassRole": an action without one */
    bool action;                  /* it is an action without an operation */
    bool replaces;                /* it stands for the operation itself */
    struct sg_strings parameters; /* "Bucket=Image.S3Object.Bucket" */
};

struct sg_implied_group {
    const char *source, *date;
    struct sg_implied_row *items;
    size_t count;
};

/* implied.yaml */
struct sg_implied {
    struct sg_implied_group *items;
    size_t count;
};

/* Each returns NULL after reporting a faulty file. */
const struct sg_libraries *sg_libraries(struct sg_catalog *c, const char *language, struct sg_findings *f);
const struct sg_code_names *sg_code_names(struct sg_catalog *c, struct sg_findings *f);
const struct sg_implied *sg_implied(struct sg_catalog *c, struct sg_findings *f);

#endif
