#ifndef KNTC_CPROCESS_SHIM_H
#define KNTC_CPROCESS_SHIM_H

#include <malloc.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>

// Swift can not call prctl, which takes any number of arguments.

// Keeps the memory of this process, with whoever stands in it, out of every core dump and crash
// report; ends the process when that can not be had. The limit stops files, the flag stops programs
// that a dump is piped to, and other processes of the same user; Swift's own report prints what the
// registers point at. Whoever is root on the machine reads what a running process works on.
static inline void kntc_leave_no_trace(void) {
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        perror("core dumps can not be turned off");
        exit(71);
    }
    // What is freed is overwritten, so that a name does not outlive its request for hours.
    mallopt(M_PERTURB, 0x5a);
    const int crashes[] = {SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++) {
        if (signal(crashes[i], SIG_DFL) == SIG_ERR) {
            perror("crash reports can not be turned off");
            exit(71);
        }
    }
}

#endif
