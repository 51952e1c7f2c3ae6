using System.Reflection;
using System.Text;
using Mantle.Wire.Model;

namespace Mantle.Wire;

/// <summary>Where a service's assembly embeds the text of its model.</summary>
public sealed record ModelSource(Assembly Assembly, string Resource)
{
    /// <summary>Reads the model.</summary>
    /// <exception cref="InvalidOperationException">The assembly embeds no such resource.</exception>
    public ServiceModel Read()
    {
        using var resource =
            Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Assembly.GetName().Name} does not embed the model {Resource}.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return ServiceModel.Parse(reader.ReadToEnd());
    }
}
