/* The events of a recorded Python program, lttng-ust(3). The reader knows the first three, src/reader/scan/plan/event-kinds.ts. */
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER containers_trace_python

#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "./events.h"

#if !defined(EVENTS_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define EVENTS_H

#include <lttng/tracepoint.h>
#include <stdint.h>

LTTNG_UST_TRACEPOINT_EVENT(containers_trace_python, func_entry, LTTNG_UST_TP_ARGS(uint64_t, addr),
                           LTTNG_UST_TP_FIELDS(lttng_ust_field_integer_hex(uint64_t, addr, addr)))

LTTNG_UST_TRACEPOINT_EVENT(containers_trace_python, func_exit, LTTNG_UST_TP_ARGS(uint64_t, addr),
                           LTTNG_UST_TP_FIELDS(lttng_ust_field_integer_hex(uint64_t, addr, addr)))

LTTNG_UST_TRACEPOINT_EVENT(containers_trace_python, function,
                           LTTNG_UST_TP_ARGS(uint64_t, addr, const char *, name, const char *, file, int, line),
                           LTTNG_UST_TP_FIELDS(lttng_ust_field_integer_hex(uint64_t, addr, addr)
                                                   lttng_ust_field_string(name, name) lttng_ust_field_string(file, file)
                                                       lttng_ust_field_integer(int, line, line)))

/* `texts`: level, logger, message, function, file, exception. */
LTTNG_UST_TRACEPOINT_EVENT(
    containers_trace_python, log, LTTNG_UST_TP_ARGS(int, number, int, line, const char *const *, texts),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_string(level, texts[0]) lttng_ust_field_integer(int, level_number, number)
                            lttng_ust_field_string(logger, texts[1]) lttng_ust_field_string(msg, texts[2])
                                lttng_ust_field_string(function, texts[3]) lttng_ust_field_string(file, texts[4])
                                    lttng_ust_field_integer(int, line, line)
                                        lttng_ust_field_string(exception, texts[5])))

#endif

#include <lttng/tracepoint-event.h>
