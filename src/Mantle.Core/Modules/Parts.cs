namespace Mantle.Core.Modules;

/// <summary>
/// Objects that the host and earlier modules provide to a module, by type. A module gets them once, when it is created; calls do not use
/// them (docs/decisions/0005-modules-without-a-container.md).
/// </summary>
public sealed class Parts
{
    readonly Dictionary<Type, object> parts = [];

    /// <summary>Provides an object to the modules that are created later.</summary>
    public T Add<T>(T part)
        where T : class
    {
        parts.Add(typeof(T), part);
        return part;
    }

    /// <summary>Gets an object by its type.</summary>
    /// <exception cref="InvalidOperationException">No object of this type was added.</exception>
    public T Get<T>()
        where T : class =>
        (T?)parts.GetValueOrDefault(typeof(T)) ?? throw new InvalidOperationException($"Nobody offers a {typeof(T).Name}.");
}
