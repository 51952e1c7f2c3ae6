namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for in records; .NET Standard 2.0 has no such type.</summary>
static class IsExternalInit;
