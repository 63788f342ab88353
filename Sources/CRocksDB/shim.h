// The C interface of Debian's librocksdb; nothing is added, for Swift can call all that is used.
#include <rocksdb/c.h>
