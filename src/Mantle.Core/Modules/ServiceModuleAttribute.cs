namespace Mantle.Core.Modules;

/// <summary>Marks the module of a service: the operations of its folder and those below are listed in it.</summary>
/// <param name="service">The service's name in its wire namespace, such as <c>Iam</c> for <c>Mantle.Wire.Iam</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ServiceModuleAttribute(string service) : Attribute
{
    /// <summary>The service's name in its wire namespace.</summary>
    public string Service => service;
}
