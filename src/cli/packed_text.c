#include "cli/packed_text.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define PIECE (64 * 1024)   /* bytes of unpacked text at a time */
#define GZIP_BITS (15 + 16) /* of zlib: the largest window, and the header of gzip */

struct packed_text {
    take_text_fn *take;
    void *context;
    z_stream stream;
    bool begun, packed, between; /* between: after one member, and before another or the end */
    char piece[PIECE];
};

struct packed_text *packed_text_new(take_text_fn *take, void *context)
{
    struct packed_text *text = calloc(1, sizeof *text);
    if (text) {
        text->take = take;
        text->context = context;
    }
    return text;
}

static const char cut[] = "the gzip file is cut off; get it again";
static const char faulty[] = "the gzip file is damaged; get it again";

/* Unpacks what the stream has for one call of inflate. */
static const char *unpack(struct packed_text *text)
{
    text->stream.next_out = (Bytef *)text->piece;
    text->stream.avail_out = PIECE;
    int result = inflate(&text->stream, Z_NO_FLUSH);
    size_t made = PIECE - text->stream.avail_out;
    if (made)
        text->take(text->context, text->piece, made);
    text->between = result == Z_STREAM_END;
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR ? NULL : faulty;
}

const char *packed_text_take(struct packed_text *text, const char *bytes, size_t length)
{
    const char *error = NULL;
    if (!text->begun) {
        text->begun = true;
        text->packed = length >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0;
        if (text->packed && inflateInit2(&text->stream, GZIP_BITS) != Z_OK)
            return "there is not enough memory to unpack it";
    }
    if (!text->packed) {
        text->take(text->context, bytes, length);
        return NULL;
    }
    text->stream.next_in = (const Bytef *)bytes;
    text->stream.avail_in = (uInt)length;
    do {
        if (text->between && text->stream.avail_in) {
            if (*text->stream.next_in != 0x1f) /* what follows the last member is filling */
                return NULL;
            (void)inflateReset(&text->stream);
        }
        error = unpack(text);
    } while (!error && (text->stream.avail_in || !text->stream.avail_out));
    return error;
}

const char *packed_text_end(struct packed_text *text)
{
    return text->packed && !text->between ? cut : NULL;
}

void packed_text_free(struct packed_text *text)
{
    if (text && text->packed)
        (void)inflateEnd(&text->stream);
    free(text);
}

/* ---- Files that are not text ---- */

static const struct {
    const char *begins;
    size_t length;
    const char *says;
} formats[] = {
    {"\xff\xfe", 2, "the text is UTF-16; convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8"},
    {"\xfe\xff", 2, "the text is UTF-16; convert it to UTF-8 first: iconv -f UTF-16 -t UTF-8"},
    {"PK\3\4", 4, "it is a ZIP archive; unpack it first: unzip -p"},
    {"BZh", 3, "it is packed by bzip2; unpack it first: bzip2 -dc"},
    {"\xfd"
     "7zXZ",
     5, "it is packed by xz; unpack it first: xz -dc"},
    {"\x28\xb5\x2f\xfd", 4, "it is packed by zstd; unpack it first: zstd -dc"},
};

#define CONTROLS_MOST 10 /* of 100 bytes of a text */

static bool is_control(unsigned char c)
{
    return c < ' ' && !strchr("\t\n\r\f\v\b\a\x1b", c);
}

/* Logs that are cut while a program writes them begin with zeros. */
static bool is_binary(const char *bytes, size_t length)
{
    size_t start = 0, controls = 0;
    while (start < length && !bytes[start])
        start++;
    for (size_t i = start; i < length; i++)
        controls += bytes[i] == '\0' || is_control((unsigned char)bytes[i]);
    return controls * 100 > (length - start) * CONTROLS_MOST;
}

const char *not_text(const char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (length >= formats[i].length && memcmp(bytes, formats[i].begins, formats[i].length) == 0)
            return formats[i].says;
    bool packed = length >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0;
    return !packed && is_binary(bytes, length)
               ? "it is not a text, but a binary file; give a log, a message or a record"
               : NULL;
}
