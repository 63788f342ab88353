// The system library that tells what a file is by its content.
#include <magic.h>
