#include "passage.h"
