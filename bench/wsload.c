/*
 * wsload - a small WebSocket load generator (Linux, one thread, epoll, no dependencies).
 *
 * It opens n WebSocket connections, waits until each of them has joined (an optional marker in a
 * received message), then runs one or more measured steps.  In a step, messages are sent at a fixed
 * total rate on a schedule which never waits for the server ("open loop"), and every delivery of
 * such a message to any connection is counted and timed.  A message's time stamp is the time at
 * which it was DUE, so a stall of the server or of this program shows as latency and is not
 * hidden (no coordinated omission).
 *
 * A delivery is recognised by the text given with --stamp followed by decimal digits: the time
 * stamp put in by {t}.  All occurrences in a payload count, so servers that put several chat
 * messages in one frame are measured correctly.  Each stamp is looked up in the step's schedule,
 * which gives the message's number and thereby exact counts of lost, duplicated and reordered
 * deliveries without any help from the server.
 *
 * Besides, it can watch what servers tell about who is there: --count counts messages of a kind, per
 * connection and second, and --watch waits until every connection has been told the same number.
 *
 * Build:  cc -O2 -std=gnu11 -Wall -Wextra -o wsload wsload.c -lm
 * Usage:  wsload --help
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
    READ_CHUNK = 256 * 1024,   /* bytes asked for in one recv() */
    EVENTS_PER_WAIT = 64,      /* small, so that due sends are checked often */
    MAX_HTTP_HEADER = 16 * 1024,
    MAX_LIST = 64,             /* how often a repeatable option may be given */
    MAX_STEPS = 32,
    MAX_KINDS = 4,             /* --count */
    RECENT = 16,               /* counted messages of a connection whose time is remembered */
    MAX_TREE = 512             /* processes watched per --server-pid */
};
static const uint64_t MAX_PAYLOAD = 64u << 20;
static const int64_t NS_PER_S = 1000000000, NS_PER_MS = 1000000;
/* A little under a second: what is sent twice a second may arrive a little closer together. */
static const int64_t COUNT_WINDOW = 950 * 1000000ll;

/* ------------------------------------------------------------------ small helpers ---------- */

static void die(const char *format, const char *detail)
{
    fprintf(stderr, "wsload: ");
    fprintf(stderr, format, detail);
    fputc('\n', stderr);
    exit(2);
}

static void *must(void *memory)
{
    if (!memory) die("out of memory%s", "");
    return memory;
}

static int64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * NS_PER_S + ts.tv_nsec;
}

static uint64_t random_state = 0x9E3779B97F4A7C15u;

static uint64_t next_random(void)      /* xorshift64*: masking keys and Poisson gaps */
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * 2685821657736338717u;
}

typedef struct { uint8_t *data; size_t len, cap; } Buffer;

static void buffer_reserve(Buffer *b, size_t extra)
{
    if (b->len + extra <= b->cap) return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->len + extra) cap *= 2;
    b->data = must(realloc(b->data, cap));
    b->cap = cap;
}

static void buffer_append(Buffer *b, const void *data, size_t len)
{
    if (!len) return;
    buffer_reserve(b, len);
    memcpy(b->data + b->len, data, len);
    b->len += len;
}

static void buffer_consume(Buffer *b, size_t len)
{
    memmove(b->data, b->data + len, b->len - len);
    b->len -= len;
}

static void buffer_free(Buffer *b)
{
    free(b->data);
    *b = (Buffer){0};
}

/* ------------------------------------------------------------------ latency histogram ------ */

/* Log-linear buckets: 64 per power of two, so a value is known to within 1.6 %. */
enum { SUB_BITS = 6, SUB = 1 << SUB_BITS, BUCKETS = (64 - SUB_BITS + 1) * SUB };

typedef struct { uint64_t count[BUCKETS], total; int64_t max; } Histogram;

static void histogram_add(Histogram *h, int64_t ns)
{
    if (ns < 0) ns = 0;
    uint64_t value = (uint64_t)ns;
    unsigned index;
    if (value < SUB) {
        index = (unsigned)value;
    } else {
        unsigned shift = 63u - (unsigned)__builtin_clzll(value) - SUB_BITS;
        index = (shift + 1) * SUB + (unsigned)(value >> shift) - SUB;
    }
    h->count[index]++;
    h->total++;
    if (ns > h->max) h->max = ns;
}

/* The p-th percentile (0..100) in ms, from the middle of its bucket. */
static double histogram_ms(const Histogram *h, double p)
{
    if (!h->total) return 0;
    uint64_t rank = (uint64_t)ceil((double)h->total * p / 100), seen = 0;
    if (rank < 1) rank = 1;
    for (unsigned i = 0; i < BUCKETS; i++) {
        seen += h->count[i];
        if (seen >= rank) {
            double low = i, width = 1;
            if (i >= SUB) {
                width = ldexp(1, (int)(i / SUB) - 1);
                low = (double)(i % SUB + SUB) * width;
            }
            double middle = low + width / 2;
            return (middle > (double)h->max ? (double)h->max : middle) / NS_PER_MS;
        }
    }
    return (double)h->max / NS_PER_MS;
}

/* ------------------------------------------------------------------ server process tree ---- */

typedef struct { double cpu_s; double pss_mib; } ProcessUse;

static bool read_stat(int pid, int *parent, double *cpu_s)
{
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *f = fopen(path, "re");
    if (!f) return false;
    size_t n = fread(line, 1, sizeof line - 1, f);
    fclose(f);
    line[n] = 0;
    char *after_name = strrchr(line, ')');
    unsigned long user, system;
    if (!after_name || sscanf(after_name + 1,
            " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", parent, &user, &system) != 3)
        return false;
    *cpu_s = (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
    return true;
}

/* CPU time of all threads in nanoseconds, finer than the clock ticks of stat; false where the kernel does not say. */
static bool read_schedstat(int pid, double *cpu_s)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *dir = opendir(path);
    if (!dir) return false;
    double sum = 0;
    bool any = false;
    for (struct dirent *e; (e = readdir(dir));) {
        if (!isdigit((unsigned char)e->d_name[0])) continue;
        uint64_t ns = 0;
        snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", pid, atoi(e->d_name));
        FILE *f = fopen(path, "re");
        if (!f) continue;
        if (fscanf(f, "%" SCNu64, &ns) == 1) any = true;
        fclose(f);
        sum += (double)ns / 1e9;
    }
    closedir(dir);
    if (any) *cpu_s = sum;
    return any;
}

/* Proportional set size from smaps_rollup; the resident size where that cannot be read. */
static double read_pss_mib(int pid)
{
    char path[64], line[256];
    double kib = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
    FILE *f = fopen(path, "re");
    if (f) {
        while (fgets(line, sizeof line, f))
            if (sscanf(line, "Pss: %lf", &kib) == 1) break;
        fclose(f);
        if (kib > 0) return kib / 1024;
    }
    long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", pid);
    f = fopen(path, "re");
    if (!f) return 0;
    if (fscanf(f, "%*d %ld", &pages) != 1) pages = 0;
    fclose(f);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / 1048576;
}

/* CPU time and memory of a process and all its descendants. */
static ProcessUse tree_use(int root, bool with_memory)
{
    static struct { int pid, parent; double cpu_s; bool inside; } all[32768];
    int count = 0;
    DIR *dir = opendir("/proc");
    if (!dir) return (ProcessUse){0};
    for (struct dirent *e; (e = readdir(dir)) && count < 32768;) {
        if (!isdigit((unsigned char)e->d_name[0])) continue;
        int pid = atoi(e->d_name);
        if (read_stat(pid, &all[count].parent, &all[count].cpu_s)) {
            all[count].pid = pid;
            all[count].inside = pid == root;
            count++;
        }
    }
    closedir(dir);
    for (bool grew = true; grew;) {
        grew = false;
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count && !all[i].inside; j++)
                if (all[j].inside && all[i].parent == all[j].pid) all[i].inside = grew = true;
    }
    ProcessUse use = {0};
    for (int i = 0; i < count; i++) {
        if (!all[i].inside) continue;
        read_schedstat(all[i].pid, &all[i].cpu_s);
        use.cpu_s += all[i].cpu_s;
        if (with_memory) use.pss_mib += read_pss_mib(all[i].pid);
    }
    return use;
}

/* Memory of the whole machine's kernel objects (sockets among them), in KiB. */
static double kernel_slab_kib(void)
{
    char line[256];
    double kib = 0;
    FILE *f = fopen("/proc/meminfo", "re");
    if (!f) return 0;
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "Slab: %lf", &kib) == 1) break;
    fclose(f);
    return kib;
}

static double own_cpu_s(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* ------------------------------------------------------------------ options ---------------- */

typedef struct { char *match, *answer; size_t match_len; bool prefix; } ReplyRule;
typedef struct { char *either, *or; } Kind;    /* a message is of the kind if it contains one of the two */

static struct {
    char *host, *port, *path, *unix_path;
    int connections, senders, stalled, steps, server_pids, hellos, headers, own_headers, replies;
    int kinds;
    int64_t watch_number;
    double ramp, rate[MAX_STEPS], duration, settle, hold, drain, join_timeout, stop_p99;
    char *hello[MAX_LIST], *header[MAX_LIST], **own_header, *ready, *message, *stamp, *watch;
    Kind kind[MAX_KINDS];
    ReplyRule reply[MAX_LIST];
    int server_pid[MAX_LIST];
    bool poisson, no_echo, json, spin;
} opt = { .path = "/", .connections = 1, .duration = 5, .settle = 0.5, .drain = 2,
          .join_timeout = 30 };

/* ------------------------------------------------------------------ connections ------------ */

typedef enum { CONNECTING, HANDSHAKE, OPEN, CLOSED } State;

typedef struct {
    int fd, index;
    State state;
    bool joined, wants_write, stalled;
    uint8_t fragment_opcode;       /* not 0 while a fragmented message is being collected */
    int64_t started, opened, ready_at;
    int64_t last_number;           /* number of the last message delivered, for reorder counts */
    Buffer in, out, fragments;     /* undecoded bytes, unsent bytes, parts of a message */
    uint64_t *seen;                /* a bit per message of this step */
    bool told;                     /* the last number after --watch's key was the one waited for */
    int64_t told_at;               /* when it became so */
    struct { uint64_t count; int64_t recent[RECENT]; } of_kind[MAX_KINDS];
} Conn;

static Conn *conns;
static int epoll_fd, timer_fd;
static struct sockaddr_storage server_address;
static socklen_t server_address_len;
static int open_failed, closed_by_server, joined_count, live_count;
static int told_count, most_in_window[MAX_KINDS];
static int64_t last_told, stalled_since, last_stalled_end;
static uint64_t messages_in, bytes_in;
static uint8_t *scratch;
static size_t scratch_cap;
static char first_error[256];

static struct {
    bool active;
    double rate;
    int64_t *due, begin, last_delivery;   /* due: when each message is to be sent, ascending */
    int64_t planned, sent, failed;
    uint64_t expected, delivered, duplicates, reordered, foreign, frames, bytes;
    Histogram latency, lateness;
} step;

static void note_error(const Conn *c, const char *what)
{
    if (first_error[0]) return;
    snprintf(first_error, sizeof first_error, "connection %d: %s", c->index, what);
    for (char *p = first_error; *p; p++)     /* it is printed inside a JSON string */
        if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ') *p = '?';
}

static void conn_watch(Conn *c, bool write)
{
    uint32_t want = (c->stalled ? 0u : (uint32_t)EPOLLIN) | (write ? (uint32_t)EPOLLOUT : 0u);
    struct epoll_event e = { .events = want, .data.ptr = c };
    epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &e);
    c->wants_write = write;
}

static void conn_close(Conn *c, const char *why)
{
    if (c->state == CLOSED) return;
    note_error(c, why);
    if (c->stalled) last_stalled_end = now_ns();
    if (c->told) { c->told = false; told_count--; }
    if (c->state == OPEN) {
        closed_by_server++;
        if (c->joined && !c->stalled) live_count--;
    } else {
        open_failed++;
    }
    close(c->fd);
    c->fd = -1;
    c->state = CLOSED;
    buffer_free(&c->in);
    buffer_free(&c->out);
    buffer_free(&c->fragments);
}

static void conn_flush(Conn *c)
{
    size_t done = 0;
    while (done < c->out.len) {
        ssize_t n = send(c->fd, c->out.data + done, c->out.len - done, MSG_NOSIGNAL);
        if (n > 0) { done += (size_t)n; continue; }
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) break;
        conn_close(c, strerror(errno));
        return;
    }
    buffer_consume(&c->out, done);
    if ((c->out.len > 0) != c->wants_write) conn_watch(c, c->out.len > 0);
}

/* Appends one masked client frame and tries to send it at once. */
static void conn_send_frame(Conn *c, uint8_t opcode, const void *payload, size_t len)
{
    uint8_t header[14] = { (uint8_t)(0x80 | opcode) };
    size_t header_len = 2;
    if (len < 126) {
        header[1] = (uint8_t)(0x80 | len);
    } else if (len < 65536) {
        header[1] = 0x80 | 126;
        header[2] = (uint8_t)(len >> 8);
        header[3] = (uint8_t)len;
        header_len = 4;
    } else {
        header[1] = 0x80 | 127;
        for (int i = 0; i < 8; i++) header[2 + i] = (uint8_t)((uint64_t)len >> (56 - 8 * i));
        header_len = 10;
    }
    uint32_t key = (uint32_t)(next_random() >> 32);
    uint8_t mask[4];
    memcpy(mask, &key, 4);
    memcpy(header + header_len, mask, 4);
    header_len += 4;

    buffer_reserve(&c->out, header_len + len);
    buffer_append(&c->out, header, header_len);
    const uint8_t *from = payload;
    for (size_t i = 0; i < len; i++) c->out.data[c->out.len++] = from[i] ^ mask[i & 3];
    conn_flush(c);
}

/* Fills a template: {i} connection, {seq} message number, {t} due time in ns. */
static size_t expand(const char *template, Conn *c, int64_t number, int64_t due, Buffer *to)
{
    to->len = 0;
    while (*template) {
        char digits[24];
        const char *rest;
        int64_t value;
        if (!strncmp(template, "{i}", 3)) { value = c->index; rest = template + 3; }
        else if (!strncmp(template, "{t}", 3)) { value = due; rest = template + 3; }
        else if (!strncmp(template, "{seq}", 5)) { value = number; rest = template + 5; }
        else {
            const char *next = strchr(template + 1, '{');
            size_t len = next ? (size_t)(next - template) : strlen(template);
            buffer_append(to, template, len);
            template += len;
            continue;
        }
        buffer_append(to, digits, (size_t)snprintf(digits, sizeof digits, "%" PRId64, value));
        template = rest;
    }
    return to->len;
}

static void conn_send_template(Conn *c, const char *template, int64_t number, int64_t due)
{
    static Buffer text;
    size_t len = expand(template, c, number, due, &text);
    conn_send_frame(c, 1, text.data, len);
}

static void conn_joined(Conn *c)
{
    c->joined = true;
    c->ready_at = now_ns();
    joined_count++;
    live_count++;
}

/* ------------------------------------------------------------------ receiving -------------- */

/* The number of the message due at exactly this time, or -1. */
static int64_t message_number(int64_t due)
{
    int64_t low = 0, high = step.sent - 1;
    if (!opt.poisson && step.sent) {       /* evenly spaced: calculate, then look around */
        int64_t guess = (int64_t)((double)(due - step.begin) * step.rate / 1e9 + 0.5);
        if (guess >= 0 && guess < step.sent && step.due[guess] == due) return guess;
    }
    while (low <= high) {
        int64_t middle = (low + high) / 2;
        if (step.due[middle] == due) return middle;
        if (step.due[middle] < due) low = middle + 1; else high = middle - 1;
    }
    return -1;
}

static void count_deliveries(Conn *c, const uint8_t *payload, size_t len, int64_t received)
{
    const uint8_t *end = payload + len;
    size_t key_len = strlen(opt.stamp);
    for (const uint8_t *p = payload; (p = memmem(p, (size_t)(end - p), opt.stamp, key_len));) {
        p += key_len;
        int64_t due = 0;
        const uint8_t *digits = p;
        while (p < end && *p >= '0' && *p <= '9' && p - digits < 19) due = due * 10 + (*p++ - '0');
        if (p == digits) continue;
        int64_t number = step.active ? message_number(due) : -1;
        if (number < 0) { step.foreign++; continue; }
        uint64_t bit = (uint64_t)1 << (number & 63);
        if (c->seen[number >> 6] & bit) { step.duplicates++; continue; }
        c->seen[number >> 6] |= bit;
        if (number < c->last_number) step.reordered++; else c->last_number = number;
        step.delivered++;
        step.last_delivery = received;
        histogram_add(&step.latency, received - due);
    }
}

/* Counts messages of each kind: how many in all, and the most of them on one connection in a window. */
static void count_kinds(Conn *c, const uint8_t *payload, size_t len, int64_t received)
{
    for (int k = 0; k < opt.kinds; k++) {
        const Kind *kind = &opt.kind[k];
        if (!memmem(payload, len, kind->either, strlen(kind->either)) &&
            !(kind->or && memmem(payload, len, kind->or, strlen(kind->or)))) continue;
        c->of_kind[k].recent[c->of_kind[k].count++ % RECENT] = received;
        int in_window = 0;
        for (uint64_t i = 0; i < RECENT && i < c->of_kind[k].count; i++)
            in_window += received - c->of_kind[k].recent[i] < COUNT_WINDOW;
        if (in_window > most_in_window[k]) most_in_window[k] = in_window;
    }
}

/* What the connection was told last is what it believes. */
static void note_told(Conn *c, const uint8_t *payload, size_t len, int64_t received)
{
    size_t key_len = strlen(opt.watch);
    int64_t number = -1;
    for (const uint8_t *p = payload, *end = payload + len; (p = memmem(p, (size_t)(end - p), opt.watch, key_len));) {
        p += key_len;
        number = 0;
        for (; p < end && *p >= '0' && *p <= '9'; p++) number = number * 10 + (*p - '0');
    }
    if (number < 0) return;
    bool right = number == opt.watch_number;
    if (right && !c->told) last_told = c->told_at = received;
    told_count += right - c->told;
    c->told = right;
}

static void on_message(Conn *c, const uint8_t *payload, size_t len, int64_t received)
{
    messages_in++;
    for (int i = 0; i < opt.replies; i++) {
        const ReplyRule *r = &opt.reply[i];
        if (len >= r->match_len && (r->prefix || len == r->match_len) &&
            !memcmp(payload, r->match, r->match_len)) {
            conn_send_template(c, r->answer, 0, received);
            if (c->state == CLOSED) return;
            break;
        }
    }
    if (!c->joined && opt.ready && memmem(payload, len, opt.ready, strlen(opt.ready))) conn_joined(c);
    if (opt.kinds) count_kinds(c, payload, len, received);
    if (opt.watch) note_told(c, payload, len, received);
    if (opt.stamp) count_deliveries(c, payload, len, received);
}

/* Decodes all complete frames; returns the bytes used, or -1 after closing the connection. */
static ssize_t parse_frames(Conn *c, const uint8_t *data, size_t len, int64_t received)
{
    size_t at = 0;
    while (len - at >= 2) {
        const uint8_t *p = data + at;
        size_t left = len - at, header_len = 2;
        uint64_t size = p[1] & 0x7f;
        if ((p[0] & 0x70) || (p[1] & 0x80)) { conn_close(c, "bad frame header"); return -1; }
        if (size == 126) {
            if (left < 4) break;
            size = (uint64_t)p[2] << 8 | p[3];
            header_len = 4;
        } else if (size == 127) {
            if (left < 10) break;
            size = 0;
            for (int i = 0; i < 8; i++) size = size << 8 | p[2 + i];
            header_len = 10;
        }
        if (size > MAX_PAYLOAD) { conn_close(c, "frame too big"); return -1; }
        if (left - header_len < size) break;

        bool final = p[0] & 0x80;
        uint8_t opcode = p[0] & 0x0f;
        const uint8_t *payload = p + header_len;
        step.frames++;
        if (opcode == 9) {
            conn_send_frame(c, 10, payload, size);
        } else if (opcode == 8) {
            char why[64];
            snprintf(why, sizeof why, "server sent close, code %d",
                     size >= 2 ? payload[0] << 8 | payload[1] : 0);
            conn_send_frame(c, 8, payload, size >= 2 ? 2 : 0);
            conn_close(c, why);
        } else if (opcode == 1 || opcode == 2) {
            if (c->fragment_opcode) { conn_close(c, "new message inside a fragmented one"); return -1; }
            if (final) {
                on_message(c, payload, size, received);
            } else {
                c->fragment_opcode = opcode;
                buffer_append(&c->fragments, payload, size);
            }
        } else if (opcode == 0) {
            if (!c->fragment_opcode) { conn_close(c, "continuation of nothing"); return -1; }
            if (c->fragments.len + size > MAX_PAYLOAD) { conn_close(c, "message too big"); return -1; }
            buffer_append(&c->fragments, payload, size);
            if (final) {
                c->fragment_opcode = 0;
                on_message(c, c->fragments.data, c->fragments.len, received);
                c->fragments.len = 0;
            }
        } else if (opcode != 10) {
            conn_close(c, "unknown opcode");
        }
        if (c->state == CLOSED) return -1;
        at += header_len + size;
    }
    return (ssize_t)at;
}

/* The key is the one of RFC 6455's example, so the right answer is a constant as well. */
static const char HANDSHAKE_KEY[] = "dGhlIHNhbXBsZSBub25jZQ==";
static const char HANDSHAKE_ANSWER[] = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

static void send_handshake(Conn *c)
{
    char text[8192];
    int n = snprintf(text, sizeof text,
        "GET %s HTTP/1.1\r\nHost: %s:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n", opt.path,
        opt.host ? opt.host : "localhost", opt.port ? opt.port : "80", HANDSHAKE_KEY);
    buffer_append(&c->out, text, (size_t)n);
    for (int i = 0; i < opt.headers; i++) {
        static Buffer line;
        size_t len = expand(opt.header[i], c, 0, 0, &line);
        buffer_append(&c->out, line.data, len);
        buffer_append(&c->out, "\r\n", 2);
    }
    if (opt.own_headers) {             /* line k of the file belongs to connection k */
        const char *line = opt.own_header[c->index % opt.own_headers];
        buffer_append(&c->out, line, strlen(line));
        buffer_append(&c->out, "\r\n", 2);
    }
    buffer_append(&c->out, "\r\n", 2);
    c->state = HANDSHAKE;
    conn_flush(c);
}

/* Looks for the end of the answer's header; returns its length, 0 if incomplete, -1 if refused. */
static ssize_t parse_handshake(Conn *c, const uint8_t *data, size_t len)
{
    const uint8_t *end = memmem(data, len, "\r\n\r\n", 4);
    if (!end) {
        if (len > MAX_HTTP_HEADER) { conn_close(c, "endless HTTP header"); return -1; }
        return 0;
    }
    size_t header_len = (size_t)(end - data) + 4;
    if (header_len < 12 || memcmp(data, "HTTP/1.1 101", 12)) {
        char status[64];
        const uint8_t *eol = memchr(data, '\r', len);
        snprintf(status, sizeof status, "refused: %.*s", (int)(eol - data) > 50 ? 50 : (int)(eol - data),
                 (const char *)data);
        conn_close(c, status);
        return -1;
    }
    if (!memmem(data, header_len, HANDSHAKE_ANSWER, sizeof HANDSHAKE_ANSWER - 1)) {
        conn_close(c, "wrong Sec-WebSocket-Accept");
        return -1;
    }
    c->state = OPEN;
    c->opened = now_ns();
    for (int i = 0; i < opt.hellos && c->state == OPEN; i++)
        conn_send_template(c, opt.hello[i], i, c->opened);
    if (c->state == OPEN && !opt.ready) conn_joined(c);
    return c->state == OPEN ? (ssize_t)header_len : -1;
}

static void conn_receive(Conn *c)
{
    /* Undecoded bytes of the last time go to the front of the common buffer. */
    size_t kept = c->in.len;
    if (scratch_cap < kept + READ_CHUNK) {
        scratch_cap = 2 * kept + READ_CHUNK;
        scratch = must(realloc(scratch, scratch_cap));
    }
    ssize_t n = recv(c->fd, scratch + kept, scratch_cap - kept, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) {
        conn_close(c, n < 0 ? strerror(errno) : "server closed the connection");
        return;
    }
    int64_t received = now_ns();
    if (kept) memcpy(scratch, c->in.data, kept);
    c->in.len = 0;
    bytes_in += (uint64_t)n;

    size_t len = kept + (size_t)n, at = 0;
    if (c->state == HANDSHAKE) {
        ssize_t used = parse_handshake(c, scratch, len);
        if (used < 0) return;
        if (used == 0) { buffer_append(&c->in, scratch, len); return; }
        at = (size_t)used;
    }
    ssize_t used = parse_frames(c, scratch + at, len - at, received);
    if (used < 0) return;
    at += (size_t)used;
    buffer_append(&c->in, scratch + at, len - at);
}

static void conn_event(Conn *c, uint32_t events)
{
    if (c->state == CLOSED) return;
    if (c->state == CONNECTING) {
        int error = 0;
        socklen_t len = sizeof error;
        getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &len);
        if (error) { conn_close(c, strerror(error)); return; }
        if (!(events & EPOLLOUT)) return;
        conn_watch(c, false);
        send_handshake(c);
        return;
    }
    if (events & EPOLLOUT) conn_flush(c);
    if (c->state != CLOSED && (events & (EPOLLIN | EPOLLHUP | EPOLLERR))) {
        if (c->stalled && !(events & EPOLLIN)) conn_close(c, "hung up while stalled");
        else conn_receive(c);
    }
}

static void conn_start(Conn *c, int index)
{
    *c = (Conn){ .index = index, .state = CONNECTING, .last_number = -1, .started = now_ns() };
    c->fd = socket(server_address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->fd < 0) die("socket: %s", strerror(errno));
    if (server_address.ss_family != AF_UNIX) {
        int on = 1;
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    struct epoll_event e = { .events = EPOLLOUT, .data.ptr = c };
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &e);
    c->wants_write = true;
    if (connect(c->fd, (struct sockaddr *)&server_address, server_address_len) < 0 && errno != EINPROGRESS)
        conn_close(c, strerror(errno));
}

/* Handles what is ready; waits until the given time at most. */
static void poll_until(int64_t deadline)
{
    struct epoll_event events[EVENTS_PER_WAIT];
    int64_t wait = opt.spin ? 0 : deadline - now_ns();
    if (wait > 0) {
        struct itimerspec at = { .it_value = { deadline / NS_PER_S, deadline % NS_PER_S } };
        timerfd_settime(timer_fd, TFD_TIMER_ABSTIME, &at, NULL);
    }
    int n = epoll_wait(epoll_fd, events, EVENTS_PER_WAIT, wait > 0 ? -1 : 0);
    for (int i = 0; i < n; i++) {
        if (events[i].data.ptr) {
            conn_event(events[i].data.ptr, events[i].events);
        } else {
            uint64_t expirations;
            if (read(timer_fd, &expirations, sizeof expirations) < 0) continue;
        }
    }
}

static void poll_for(double seconds)
{
    for (int64_t end = now_ns() + (int64_t)(seconds * 1e9); now_ns() < end;) poll_until(end);
}

/* ------------------------------------------------------------------ phases ----------------- */

/* Opens all connections and waits until each has joined or failed; returns the seconds taken. */
static double join_all(void)
{
    int64_t begin = now_ns(), end = begin + (int64_t)(opt.join_timeout * 1e9);
    int started = 0;
    while (now_ns() < end) {
        int64_t next = end;
        while (started < opt.connections) {
            int64_t due = opt.ramp > 0 ? begin + (int64_t)(started / opt.ramp * 1e9) : begin;
            if (due > now_ns()) { next = due; break; }
            conn_start(&conns[started], started);
            started++;
        }
        if (started == opt.connections && joined_count + open_failed + closed_by_server >= started) break;
        poll_until(next);
    }
    for (int i = started; i < opt.connections; i++) conns[i] = (Conn){ .fd = -1, .state = CLOSED };
    return (double)(now_ns() - begin) / 1e9;
}

static void plan_step(double rate)
{
    int64_t planned = (int64_t)(rate * opt.duration);
    size_t words = (size_t)planned / 64 + 1;
    free(step.due);
    memset(&step, 0, sizeof step);
    step.rate = rate;
    step.planned = planned;
    step.due = must(malloc(((size_t)planned + 1) * sizeof *step.due));
    for (int i = 0; i < opt.connections; i++) {
        free(conns[i].seen);
        conns[i].seen = must(calloc(words, sizeof(uint64_t)));
        conns[i].last_number = -1;
    }
    step.begin = now_ns() + 20 * NS_PER_MS;
    double at = 0;
    for (int64_t k = 0; k < planned; k++) {
        if (opt.poisson) {
            double uniform = ((double)(next_random() >> 11) + 1) / 9007199254740993.0;
            at += -log(uniform) / rate;
        } else {
            at = (double)k / rate;
        }
        step.due[k] = step.begin + (int64_t)(at * 1e9);
        if (k && step.due[k] <= step.due[k - 1]) step.due[k] = step.due[k - 1] + 1;
    }
}

/* Sends all messages that are due. */
static void send_due(Conn **senders, int sender_count)
{
    for (int64_t now = now_ns(); step.sent < step.planned && step.due[step.sent] <= now;) {
        int64_t number = step.sent++;
        Conn *c = senders[number % sender_count];
        if (c->state != OPEN) { step.failed++; continue; }
        step.expected += (uint64_t)(live_count - (opt.no_echo ? 1 : 0));
        histogram_add(&step.lateness, now - step.due[number]);
        conn_send_template(c, opt.message, number, step.due[number]);
    }
}

static void print_step(double rate, const ProcessUse *before, const ProcessUse *after, double client_cpu,
                       double elapsed)
{
    double cpu = 0, pss_idle = 0, pss_end = 0;
    for (int i = 0; i < opt.server_pids; i++) {
        cpu += after[i].cpu_s - before[i].cpu_s;
        pss_idle += before[i].pss_mib;
        pss_end += after[i].pss_mib;
    }
    int64_t lost = (int64_t)(step.expected - step.delivered);
    double active = (double)(step.last_delivery - step.begin) / 1e9;
    double per_s = active > 0 ? (double)step.delivered / (active > opt.duration ? active : opt.duration) : 0;
    double us_per = step.delivered ? cpu * 1e6 / (double)step.delivered : 0;
    if (!opt.json) {
        printf("rate %.0f/s: sent %" PRId64 ", delivered %" PRIu64 " of %" PRIu64 " (lost %" PRId64
               ", duplicates %" PRIu64 ", reordered %" PRIu64 ", foreign %" PRIu64 "), %.0f/s\n"
               "  latency ms p50 %.2f p90 %.2f p99 %.2f max %.2f; sends late ms p99 %.2f max %.2f\n"
               "  frames %" PRIu64 ", %.1f MB in; CPU s: client %.2f, server %.2f in %.1f s "
               "(%.2f us/delivery); server memory MiB %.1f -> %.1f\n",
               rate, step.sent - step.failed, step.delivered, step.expected, lost, step.duplicates,
               step.reordered, step.foreign, per_s, histogram_ms(&step.latency, 50),
               histogram_ms(&step.latency, 90), histogram_ms(&step.latency, 99),
               (double)step.latency.max / NS_PER_MS, histogram_ms(&step.lateness, 99),
               (double)step.lateness.max / NS_PER_MS, step.frames, (double)step.bytes / 1e6, client_cpu,
               cpu, elapsed, us_per, pss_idle, pss_end);
        return;
    }
    printf("{\"rate\":%g,\"sent\":%" PRId64 ",\"send_failed\":%" PRId64 ",\"expected\":%" PRIu64
           ",\"delivered\":%" PRIu64 ",\"lost\":%" PRId64 ",\"duplicates\":%" PRIu64 ",\"reordered\":%" PRIu64
           ",\"foreign\":%" PRIu64 ",\"deliveries_per_s\":%.1f,\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,"
           "\"max_ms\":%.3f,\"late_p99_ms\":%.3f,\"late_max_ms\":%.3f,\"frames\":%" PRIu64 ",\"bytes\":%" PRIu64
           ",\"elapsed_s\":%.3f,\"client_cpu_s\":%.3f,\"server_cpu_s\":%.3f,\"server_us_per_delivery\":%.3f,"
           "\"pss_before_mib\":%.2f,\"pss_after_mib\":%.2f,\"live\":%d,\"server_cpu_s_each\":[",
           rate, step.sent - step.failed, step.failed, step.expected, step.delivered, lost, step.duplicates,
           step.reordered, step.foreign, per_s, histogram_ms(&step.latency, 50),
           histogram_ms(&step.latency, 90), histogram_ms(&step.latency, 99),
           (double)step.latency.max / NS_PER_MS, histogram_ms(&step.lateness, 99),
           (double)step.lateness.max / NS_PER_MS, step.frames, step.bytes, elapsed, client_cpu, cpu, us_per,
           pss_idle, pss_end, live_count);
    for (int i = 0; i < opt.server_pids; i++)
        printf("%s%.3f", i ? "," : "", after[i].cpu_s - before[i].cpu_s);
    printf("]}");
}

/* One measured step; returns false if the next (higher) rate should not be tried. */
static bool run_step(double rate, Conn **senders, int sender_count)
{
    ProcessUse before[MAX_LIST] = {{0}}, after[MAX_LIST] = {{0}};
    for (int i = 0; i < opt.server_pids; i++) before[i] = tree_use(opt.server_pid[i], true);
    plan_step(rate);
    uint64_t bytes_before = bytes_in;
    double client_before = own_cpu_s();
    step.active = true;
    int64_t begin = now_ns(), send_end = step.begin + (int64_t)(opt.duration * 1e9);
    int64_t end = send_end + (int64_t)(opt.drain * 1e9);
    while (step.sent < step.planned && now_ns() < end) {
        send_due(senders, sender_count);
        if (step.sent < step.planned) poll_until(step.due[step.sent]);
    }
    while (now_ns() < end && !(now_ns() >= send_end && step.delivered >= step.expected))
        poll_until(now_ns() < send_end ? send_end : now_ns() + 5 * NS_PER_MS);
    double elapsed = (double)(now_ns() - begin) / 1e9, client_cpu = own_cpu_s() - client_before;
    for (int i = 0; i < opt.server_pids; i++) after[i] = tree_use(opt.server_pid[i], false);
    for (int i = 0; i < opt.server_pids; i++)
        after[i].pss_mib = tree_use(opt.server_pid[i], true).pss_mib;
    step.bytes = bytes_in - bytes_before;
    print_step(rate, before, after, client_cpu, elapsed);
    bool fine = step.delivered >= step.expected && !step.failed &&
                (opt.stop_p99 <= 0 || histogram_ms(&step.latency, 99) <= opt.stop_p99);
    step.active = false;
    return fine;
}

/* Waits until every joined connection has been told the number of --watch; the time is limited as for joining. */
static void wait_told(void)
{
    int64_t end = now_ns() + (int64_t)(opt.join_timeout * 1e9);
    while (now_ns() < end && told_count < joined_count - closed_by_server) poll_until(now_ns() + 5 * NS_PER_MS);
}

static void print_each(const char *name, const ProcessUse *use, const ProcessUse *before, bool memory)
{
    printf("\"%s\":[", name);
    for (int i = 0; i < opt.server_pids; i++)
        printf("%s%.3f", i ? "," : "", memory ? use[i].pss_mib : use[i].cpu_s - (before ? before[i].cpu_s : 0));
    printf("],");
}

/* The connections only keep living: what does that cost the servers? */
static void hold(void)
{
    ProcessUse before[MAX_LIST] = {{0}}, after[MAX_LIST] = {{0}};
    for (int i = 0; i < opt.server_pids; i++) before[i] = tree_use(opt.server_pid[i], false);
    int64_t began = now_ns();
    uint64_t messages_before = messages_in;
    poll_for(opt.hold);
    double seconds = (double)(now_ns() - began) / 1e9;
    for (int i = 0; i < opt.server_pids; i++) after[i] = tree_use(opt.server_pid[i], false);
    if (!opt.json) {
        printf("held for %.1f s: %" PRIu64 " messages\n", seconds, messages_in - messages_before);
        return;
    }
    printf("\"hold_s\":%.3f,\"hold_messages\":%" PRIu64 ",", seconds, messages_in - messages_before);
    print_each("hold_cpu_s_each", after, before, false);
}

static void print_kinds(void)
{
    printf("\"kinds\":[");
    for (int k = 0; k < opt.kinds; k++) {
        uint64_t total = 0, most = 0;
        for (int i = 0; i < opt.connections; i++) {
            total += conns[i].of_kind[k].count;
            if (conns[i].of_kind[k].count > most) most = conns[i].of_kind[k].count;
        }
        printf("%s{\"messages\":%" PRIu64 ",\"most_of_one\":%" PRIu64 ",\"most_in_a_second\":%d}", k ? "," : "", total,
               most, most_in_window[k]);
    }
    printf("],");
}

static void print_join(double seconds, const ProcessUse *start, const ProcessUse *joined, double slab_start,
                       double slab_joined)
{
    double pss_start = 0, pss_joined = 0, join_cpu = 0;
    for (int i = 0; i < opt.server_pids; i++) {
        pss_start += start[i].pss_mib;
        pss_joined += joined[i].pss_mib;
        join_cpu += joined[i].cpu_s - start[i].cpu_s;
    }
    static Histogram connect_time, join_time;
    int64_t first = 0, last = 0;
    int opened = 0;
    for (int i = 0; i < opt.connections; i++) {
        const Conn *c = &conns[i];
        if (c->opened) { opened++; histogram_add(&connect_time, c->opened - c->started); }
        if (!c->joined) continue;
        histogram_add(&join_time, c->ready_at - c->started);
        if (!first || c->started < first) first = c->started;
        if (c->ready_at > last) last = c->ready_at;
    }
    double all_told = last_told && first ? (double)(last_told - first) / 1e9 : 0;
    double all_joined = joined_count ? (double)(last - first) / 1e9 : seconds;
    double per_conn = opened ? (pss_joined - pss_start) * 1024 / opened : 0;
    if (opt.json) {
        printf("{\"connections\":%d,\"opened\":%d,\"joined\":%d,\"failed\":%d,\"all_joined_s\":%.4f,"
               "\"connect_p50_ms\":%.3f,\"connect_p99_ms\":%.3f,\"connect_max_ms\":%.3f,\"join_p50_ms\":%.3f,"
               "\"join_p99_ms\":%.3f,\"join_max_ms\":%.3f,\"join_messages\":%" PRIu64 ",\"join_bytes\":%" PRIu64
               ",\"join_server_cpu_s\":%.3f,\"pss_start_mib\":%.2f,\"pss_joined_mib\":%.2f,"
               "\"pss_per_connection_kib\":%.2f,\"slab_start_kib\":%.0f,\"slab_joined_kib\":%.0f,"
               "\"told\":%d,\"all_told_s\":%.4f,",
               opt.connections, opened, joined_count, open_failed + closed_by_server, all_joined,
               histogram_ms(&connect_time, 50), histogram_ms(&connect_time, 99),
               (double)connect_time.max / NS_PER_MS, histogram_ms(&join_time, 50), histogram_ms(&join_time, 99),
               (double)join_time.max / NS_PER_MS, messages_in, bytes_in, join_cpu, pss_start, pss_joined,
               per_conn, slab_start, slab_joined, told_count, all_told);
        print_each("pss_start_mib_each", start, NULL, true);
        print_each("pss_joined_mib_each", joined, NULL, true);
        print_kinds();
        return;
    }
    printf("connections: %d asked, %d opened, %d joined, %d failed; all joined after %.3f s\n"
           "  connect ms p50 %.2f p99 %.2f max %.2f; join ms p50 %.2f p99 %.2f max %.2f\n"
           "  received while joining: %" PRIu64 " messages, %" PRIu64 " bytes; server CPU %.2f s, memory MiB "
           "%.1f -> %.1f (%.1f KiB per connection)\n",
           opt.connections, opened, joined_count, open_failed + closed_by_server, all_joined,
           histogram_ms(&connect_time, 50), histogram_ms(&connect_time, 99),
           (double)connect_time.max / NS_PER_MS, histogram_ms(&join_time, 50), histogram_ms(&join_time, 99),
           (double)join_time.max / NS_PER_MS, messages_in, bytes_in, join_cpu, pss_start, pss_joined, per_conn);
}

static void servers_use(ProcessUse *use)
{
    for (int i = 0; i < opt.server_pids; i++) use[i] = tree_use(opt.server_pid[i], true);
}

/* ------------------------------------------------------------------ command line ----------- */

static const char HELP[] =
"usage: wsload --url [ws://]HOST:PORT/PATH [options]\n"
"connections\n"
"  -n, --connections N    how many (default 1)\n"
"      --unix PATH        connect to this Unix socket (the URL still gives Host and path)\n"
"      --ramp C           open C connections per second (default: all at once)\n"
"      --header LINE      extra HTTP header line, repeatable\n"
"      --header-file F    line k of F is an extra header of connection k (a pass per person, say)\n"
"      --hello TEXT       send after the handshake, repeatable\n"
"      --on-open FILE     the same, a message per line\n"
"      --reply 'A=>B'     answer the message A with B, repeatable; 'A*=>B' matches the prefix A\n"
"      --ready TEXT       a received message containing TEXT marks a connection as joined\n"
"      --join-timeout S   give up waiting for joins (default 30)\n"
"      --watch KEY=N      wait until each connection was told N: the last number after KEY in what it received\n"
"      --count A|B        count messages that contain A or B, also per connection and second; up to four times\n"
"      --settle S         rest after joining, before memory is read (default 0.5)\n"
"      --hold S           then keep the connections for S seconds and report what that costs\n"
"load (one step per rate; without --message there is none)\n"
"      --message TEMPLATE message to send\n"
"      --stamp KEY        text before the time stamp in received messages\n"
"      --rate R[,R...]    messages per second in total, one step each\n"
"      --duration S       length of a step (default 5)\n"
"      --drain S          longest wait for late deliveries (default 2)\n"
"      --senders S        how many connections take turns in sending (default: all)\n"
"      --poisson          random gaps instead of even ones\n"
"      --no-echo          the server does not send a message back to its sender\n"
"      --stalled K        the last K connections stop reading once joined (not counted as expected)\n"
"      --spin             poll without sleeping: on loopback a sleeping receiver makes the server pay for\n"
"                         waking it with almost every send, which no server on a network does\n"
"      --stop-p99 MS      stop after the first step with a higher p99, or with loss\n"
"results\n"
"      --server-pid PID   report CPU and memory of this process and its children, repeatable\n"
"      --json             print one JSON object\n"
"Templates: {i} connection number, {seq} message number, {t} due time (ns, CLOCK_MONOTONIC).\n"
"Exit status: 0 all joined and nothing lost, 1 otherwise, 2 usage.\n";

static void parse_url(const char *url)
{
    if (!strncmp(url, "ws://", 5)) url += 5;
    char *copy = must(strdup(url));
    char *slash = strchr(copy, '/');
    if (slash) {
        opt.path = must(strdup(slash));
        *slash = 0;
    }
    char *colon = strrchr(copy, ':');
    opt.port = colon ? colon + 1 : "80";
    if (colon) *colon = 0;
    opt.host = copy;
}

static void parse_rates(const char *text)
{
    char *copy = must(strdup(text)), *save = NULL;
    for (char *part = strtok_r(copy, ",", &save); part; part = strtok_r(NULL, ",", &save)) {
        if (opt.steps == MAX_STEPS) die("too many rates%s", "");
        opt.rate[opt.steps] = atof(part);
        if (opt.rate[opt.steps++] <= 0) die("bad rate %s", part);
    }
    free(copy);
}

static void parse_watch(const char *text)
{
    char *copy = must(strdup(text)), *equals = strrchr(copy, '=');
    if (!equals || equals == copy) die("--watch needs KEY=N, not %s", text);
    *equals = 0;
    opt.watch = copy;
    opt.watch_number = atoll(equals + 1);
}

static void parse_kind(const char *text)
{
    if (opt.kinds == MAX_KINDS) die("--count is given too often%s", "");
    char *copy = must(strdup(text)), *bar = strchr(copy, '|');
    if (bar) *bar = 0;
    opt.kind[opt.kinds++] = (Kind){ .either = copy, .or = bar ? bar + 1 : NULL };
}

static void parse_reply(const char *text)
{
    char *copy = must(strdup(text)), *arrow = strstr(copy, "=>");
    if (!arrow || arrow == copy) die("--reply needs A=>B, not %s", text);
    *arrow = 0;
    ReplyRule rule = { .match = copy, .answer = arrow + 2, .match_len = strlen(copy) };
    if (copy[rule.match_len - 1] == '*') {
        rule.prefix = true;
        rule.match_len--;
    }
    opt.reply[opt.replies++] = rule;
}

/* Calls keep() with a copy of each line of the file that is not empty. */
static void each_line(const char *path, void (*keep)(char *line))
{
    FILE *f = fopen(path, "re");
    if (!f) die("cannot read %s", path);
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t n; (n = getline(&line, &cap, f)) > 0;) {
        while (n && (line[n - 1] == '\n' || line[n - 1] == '\r')) line[--n] = 0;
        if (n) keep(must(strdup(line)));
    }
    free(line);
    fclose(f);
}

static void keep_hello(char *line)
{
    if (opt.hellos == MAX_LIST) die("too many hello lines%s", "");
    opt.hello[opt.hellos++] = line;
}

static void keep_own_header(char *line)
{
    opt.own_header = must(realloc(opt.own_header, (size_t)(opt.own_headers + 1) * sizeof(char *)));
    opt.own_header[opt.own_headers++] = line;
}

static void parse_options(int argc, char **argv)
{
    enum { URL = 1000, UNIX, RAMP, HEADER, HEADER_FILE, HELLO, ON_OPEN, REPLY, READY, WATCH, COUNT, JOIN_TIMEOUT,
           SETTLE, HOLD, MESSAGE, STAMP, RATE, DURATION, DRAIN, SENDERS, POISSON, NO_ECHO, STALLED, STOP_P99, SPIN,
           SERVER_PID, JSON, USAGE };
    static const struct option longs[] = {
        {"url", 1, 0, URL}, {"unix", 1, 0, UNIX}, {"connections", 1, 0, 'n'}, {"ramp", 1, 0, RAMP},
        {"header", 1, 0, HEADER}, {"header-file", 1, 0, HEADER_FILE},
        {"hello", 1, 0, HELLO}, {"on-open", 1, 0, ON_OPEN}, {"reply", 1, 0, REPLY},
        {"ready", 1, 0, READY}, {"watch", 1, 0, WATCH}, {"count", 1, 0, COUNT}, {"hold", 1, 0, HOLD},
        {"join-timeout", 1, 0, JOIN_TIMEOUT}, {"settle", 1, 0, SETTLE},
        {"message", 1, 0, MESSAGE}, {"stamp", 1, 0, STAMP}, {"rate", 1, 0, RATE}, {"duration", 1, 0, DURATION},
        {"drain", 1, 0, DRAIN}, {"senders", 1, 0, SENDERS}, {"poisson", 0, 0, POISSON}, {"no-echo", 0, 0, NO_ECHO},
        {"stalled", 1, 0, STALLED}, {"stop-p99", 1, 0, STOP_P99}, {"spin", 0, 0, SPIN},
        {"server-pid", 1, 0, SERVER_PID},
        {"json", 0, 0, JSON}, {"help", 0, 0, USAGE}, {0, 0, 0, 0} };
    for (int o; (o = getopt_long(argc, argv, "n:", longs, NULL)) != -1;) {
        if (opt.headers == MAX_LIST || opt.hellos == MAX_LIST || opt.replies == MAX_LIST ||
            opt.server_pids == MAX_LIST) die("an option is repeated too often%s", "");
        switch (o) {
        case URL: parse_url(optarg); break;
        case UNIX: opt.unix_path = optarg; break;
        case 'n': opt.connections = atoi(optarg); break;
        case RAMP: opt.ramp = atof(optarg); break;
        case HEADER: opt.header[opt.headers++] = optarg; break;
        case HEADER_FILE: each_line(optarg, keep_own_header); break;
        case HELLO: opt.hello[opt.hellos++] = optarg; break;
        case ON_OPEN: each_line(optarg, keep_hello); break;
        case REPLY: parse_reply(optarg); break;
        case READY: opt.ready = optarg; break;
        case WATCH: parse_watch(optarg); break;
        case COUNT: parse_kind(optarg); break;
        case HOLD: opt.hold = atof(optarg); break;
        case JOIN_TIMEOUT: opt.join_timeout = atof(optarg); break;
        case SETTLE: opt.settle = atof(optarg); break;
        case MESSAGE: opt.message = optarg; break;
        case STAMP: opt.stamp = optarg; break;
        case RATE: parse_rates(optarg); break;
        case DURATION: opt.duration = atof(optarg); break;
        case DRAIN: opt.drain = atof(optarg); break;
        case SENDERS: opt.senders = atoi(optarg); break;
        case POISSON: opt.poisson = true; break;
        case NO_ECHO: opt.no_echo = true; break;
        case STALLED: opt.stalled = atoi(optarg); break;
        case STOP_P99: opt.stop_p99 = atof(optarg); break;
        case SPIN: opt.spin = true; break;
        case SERVER_PID: opt.server_pid[opt.server_pids++] = atoi(optarg); break;
        case JSON: opt.json = true; break;
        case USAGE: fputs(HELP, stdout); exit(0);
        default: fputs(HELP, stderr); exit(2);
        }
    }
    if (!opt.host && !opt.unix_path) die("--url or --unix is needed%s", "");
    if (opt.connections < 1) die("-n must be positive%s", "");
    if (opt.message && (!opt.stamp || !opt.stamp[0])) die("--message needs --stamp%s", "");
    if (opt.message && !opt.steps) die("--message needs --rate%s", "");
    if (opt.stalled >= opt.connections) die("--stalled must leave a connection%s", "");
}

static void find_server(void)
{
    if (opt.unix_path) {
        struct sockaddr_un *un = (struct sockaddr_un *)&server_address;
        un->sun_family = AF_UNIX;
        if (strlen(opt.unix_path) >= sizeof un->sun_path) die("path too long: %s", opt.unix_path);
        strcpy(un->sun_path, opt.unix_path);
        server_address_len = sizeof *un;
        return;
    }
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
    int error = getaddrinfo(opt.host, opt.port, &hints, &list);
    if (error) die("cannot resolve the host: %s", gai_strerror(error));
    memcpy(&server_address, list->ai_addr, list->ai_addrlen);
    server_address_len = list->ai_addrlen;
    freeaddrinfo(list);
}

int main(int argc, char **argv)
{
    parse_options(argc, argv);
    find_server();
    signal(SIGPIPE, SIG_IGN);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    /* Whatever happens, end: the sum of all phases and a minute. */
    alarm((unsigned)(2 * opt.join_timeout + opt.settle + opt.hold + opt.steps * (opt.duration + opt.drain) + 60));

    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event timer_event = { .events = EPOLLIN, .data.ptr = NULL };
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, timer_fd, &timer_event);
    conns = must(calloc((size_t)opt.connections, sizeof *conns));

    static ProcessUse at_start[MAX_LIST], at_join[MAX_LIST];
    servers_use(at_start);
    double slab_start = kernel_slab_kib(), join_seconds = join_all();
    if (opt.watch) wait_told();
    poll_for(opt.settle);
    servers_use(at_join);
    print_join(join_seconds, at_start, at_join, slab_start, kernel_slab_kib());
    bool fine = joined_count == opt.connections && (!opt.watch || told_count == joined_count);
    if (opt.hold > 0) hold();
    if (opt.json) printf("\"steps\":[");
    fflush(stdout);

    for (int i = opt.connections - opt.stalled; i < opt.connections; i++) {
        if (!conns[i].joined || conns[i].state != OPEN) continue;
        conns[i].stalled = true;
        stalled_since = now_ns();
        live_count--;
        conn_watch(&conns[i], conns[i].wants_write);
    }
    Conn **senders = must(calloc((size_t)opt.connections, sizeof *senders));
    int sender_count = 0, wanted = opt.senders > 0 ? opt.senders : opt.connections;
    for (int i = 0; i < opt.connections && sender_count < wanted; i++)
        if (conns[i].joined && conns[i].state == OPEN && !conns[i].stalled) senders[sender_count++] = &conns[i];

    int steps_run = 0;
    for (int i = 0; opt.message && sender_count && i < opt.steps; i++) {
        if (i) poll_for(opt.settle);
        if (opt.json && i) putchar(',');
        bool go_on = run_step(opt.rate[i], senders, sender_count);
        fflush(stdout);
        steps_run++;
        if (!go_on) {
            fine = false;
            if (opt.stop_p99 > 0) break;
        }
    }
    if (opt.json)
        printf("],\"closed_by_server\":%d,\"stalled_gone_s\":%.3f,\"first_error\":\"%s\"}\n", closed_by_server,
               last_stalled_end ? (double)(last_stalled_end - stalled_since) / 1e9 : 0.0, first_error);
    else if (first_error[0])
        printf("closed by server: %d; first error: %s\n", closed_by_server, first_error);
    return fine ? 0 : 1;
}
