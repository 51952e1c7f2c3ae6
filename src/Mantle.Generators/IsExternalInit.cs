namespace System.Runtime.CompilerServices;

/// <summary>The compiler needs this type for records, and .NET Standard 2.0 does not have it.</summary>
static class IsExternalInit;
