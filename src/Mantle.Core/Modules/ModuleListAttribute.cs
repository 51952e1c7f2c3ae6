namespace Mantle.Core.Modules;

/// <summary>Marks the class that lists the services which a project refers to. Its <c>All</c> is generated.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModuleListAttribute : Attribute;
