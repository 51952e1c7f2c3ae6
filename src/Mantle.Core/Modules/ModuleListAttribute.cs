namespace Mantle.Core.Modules;

/// <summary>Marks the class that lists the modules of all referenced services. Its <c>All</c> is generated.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModuleListAttribute : Attribute;
