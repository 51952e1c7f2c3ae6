namespace Mantle.Core.Modules;

/// <summary>Marks a service's module. The operations in its folder and below are generated into it.</summary>
/// <param name="service">The service's name in its wire namespace, such as <c>Iam</c> for <c>Mantle.Wire.Iam</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ServiceModuleAttribute(string service) : Attribute
{
    /// <summary>The service's name in its wire namespace.</summary>
    public string Service => service;
}
