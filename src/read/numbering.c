#include "wml.h"
