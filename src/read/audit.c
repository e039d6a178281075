#include "opc.h"
