using System.Runtime.CompilerServices;

// Buffers on the stack are filled before they are read; clearing them first would cost more than filling.
[module: SkipLocalsInit]
