/* The physical limit of one core: epoll, one room, frame built once, send() to every socket.
 * Knows only wsload's fixed handshake key.
 *
 * usage: raw PORT SECONDS [EVERY [TICK]]
 *   EVERY  > 0: every so many'th delivery is dropped, < 0: doubled, to test that the load generator sees it; 0: neither
 *   TICK   ms: what arrives within a tick goes out as the lines of one frame, to show what the generator can read */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX = 65536, IN = 8192, JOINED = 60000 };
struct conn { int fd, at, open; size_t len; uint8_t in[IN]; };
static struct conn *room[MAX];
static int count;
static long dropped, sent, every, tick;
static uint8_t pending[JOINED];
static size_t pending_len;
static int64_t flushed;

static void leave(struct conn *c)
{
    close(c->fd);
    room[c->at] = room[--count];
    room[c->at]->at = c->at;
    free(c);
}

static void fan_out(const uint8_t *payload, size_t len)
{
    static uint8_t frame[JOINED + 4];
    size_t h = 2;
    frame[0] = 0x81;
    if (len < 126) frame[1] = (uint8_t)len;
    else { frame[1] = 126; frame[2] = (uint8_t)(len >> 8); frame[3] = (uint8_t)len; h = 4; }
    memcpy(frame + h, payload, len);
    for (int i = 0; i < count; i++) {
        if (!room[i]->open) continue;
        sent++;
        if (every > 0 && sent % every == 0) { dropped++; continue; }     /* test of the loss counter */
        if (every < 0 && sent % -every == 0) send(room[i]->fd, frame, h + len, MSG_NOSIGNAL); /* duplicates */
        if (send(room[i]->fd, frame, h + len, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) dropped++;
    }
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void flush(void)
{
    if (pending_len) fan_out(pending, pending_len);
    pending_len = 0;
    flushed = now_ms();
}

static void say(const uint8_t *payload, size_t len)
{
    if (!tick) { fan_out(payload, len); return; }
    if (pending_len + len + 1 > JOINED) flush();
    if (pending_len) pending[pending_len++] = '\n';
    memcpy(pending + pending_len, payload, len);
    pending_len += len;
    if (now_ms() - flushed >= tick) flush();
}

static int receive(struct conn *c)
{
    ssize_t n = recv(c->fd, c->in + c->len, IN - c->len, MSG_DONTWAIT);
    if (n <= 0) return n < 0 && errno == EAGAIN ? 0 : -1;
    c->len += (size_t)n;
    size_t at = 0;
    if (!c->open) {
        uint8_t *end = memmem(c->in, c->len, "\r\n\r\n", 4);
        if (!end) return 0;
        static const char answer[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\x81\x05ready";
        send(c->fd, answer, sizeof answer - 1, MSG_NOSIGNAL);
        c->open = 1;
        at = (size_t)(end + 4 - c->in);
    }
    while (c->len - at >= 6) {
        uint8_t *p = c->in + at, *mask = p + 2;
        size_t len = p[1] & 127;
        if (len == 126) { if (c->len - at < 8) break; len = (size_t)p[2] << 8 | p[3]; mask = p + 4; }
        else if (len == 127) return -1;
        uint8_t *payload = mask + 4;
        if (payload + len > c->in + c->len) { if (len > IN - 16) return -1; break; }
        for (size_t i = 0; i < len; i++) payload[i] ^= mask[i & 3];
        if ((p[0] & 15) == 8) return -1;
        if ((p[0] & 15) == 1) say(payload, len);
        at = (size_t)(payload + len - c->in);
    }
    memmove(c->in, c->in + at, c->len -= at);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    if (argc > 3) every = atol(argv[3]);
    if (argc > 4) tick = atol(argv[4]);
    alarm((unsigned)atoi(argv[2]));
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1, ep = epoll_create1(0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    if (bind(listener, (void *)&a, sizeof a) || listen(listener, 4096)) return perror("listen"), 1;
    struct epoll_event e = { .events = EPOLLIN }, events[64];
    epoll_ctl(ep, EPOLL_CTL_ADD, listener, &e);
    for (;;) {
        int64_t rest = flushed + tick - now_ms();
        int n = epoll_wait(ep, events, 64, pending_len ? rest > 0 ? (int)rest : 0 : -1);
        if (pending_len && now_ms() - flushed >= tick) flush();
        for (int i = 0; i < n; i++) {
            struct conn *c = events[i].data.ptr;
            if (c) { if (receive(c) < 0) leave(c); continue; }
            for (int fd; count < MAX && (fd = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0;) {
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                c = calloc(1, sizeof *c);
                c->fd = fd; c->at = count; room[count++] = c;
                e = (struct epoll_event){ .events = EPOLLIN, .data.ptr = c };
                epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
            }
        }
    }
}
