#include "similar.h"
