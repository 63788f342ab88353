// The C interface of Debian's librocksdb; nothing is added, because Swift can call all that is used.
#include <rocksdb/c.h>
