using System.Text;
using Mantle.Wire.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Mantle.Generators;

/// <summary>Generates a service's wire types from the model files among its project's additional files.</summary>
[Generator]
public sealed class WireGenerator : IIncrementalGenerator
{
    static readonly DiagnosticDescriptor badModel = new(
        "MANTLE001",
        "The model cannot be read",
        "{0}: {1}",
        "Mantle",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context
            .AdditionalTextsProvider.Where(file => file.Path.EndsWith(".model", StringComparison.Ordinal))
            .Select((file, cancel) => (Path.GetFileName(file.Path), file.GetText(cancel)?.ToString() ?? ""));
        context.RegisterSourceOutput(models, Service);
    }

    static void Service(SourceProductionContext context, (string File, string Text) model)
    {
        try
        {
            var service = ServiceModel.Parse(model.Text);
            var reach = new Reach(service);
            Add(context, service, "Records", RecordWriter.Records(service, reach));
            Add(context, service, "Enums", RecordWriter.Enums(service, reach));
            Add(context, service, "Errors", ErrorWriter.Errors(service));
            Add(context, service, "AuditWriters", AuditWriter.Writers(service, reach));
            Add(context, service, "Operations", OperationsWriter.Operations(service, model.File));
            if (service.Protocol != Protocol.RestXml)
            {
                Add(context, service, "Constraints", ConstraintWriter.Constraints(service, reach));
                Add(context, service, "ConstraintChecks", ConstraintWriter.Checks(service, reach));
            }
            Protocols(context, service, reach);
        }
        catch (Exception e) when (e is FormatException or NotSupportedException)
        {
            context.ReportDiagnostic(Diagnostic.Create(badModel, Location.None, model.File, e.Message));
        }
    }

    static void Protocols(SourceProductionContext context, ServiceModel service, Reach reach)
    {
        if (service.Protocol is Protocol.RestXml or Protocol.RestJson)
        {
            Add(context, service, "RestBinders", RestWriter.Binders(service));
            Add(context, service, "ResponseFormats", RestFormatWriter.Formats(service));
            Add(context, service, "Router", RouterWriter.Router(service));
        }
        if (service.Protocol == Protocol.Query)
        {
            Add(context, service, "QueryBinders", QueryWriter.Binders(service, reach));
            Add(context, service, "JsonWriters", JsonWriter.Writers(service, reach));
        }
        if (service.Protocol == Protocol.RestXml)
            Add(context, service, "XmlReaders", XmlReaderWriter.Readers(service));
        if (service.Protocol is Protocol.Query or Protocol.RestXml)
        {
            Add(context, service, "XmlWriters", XmlWriter.Writers(service, reach));
            return;
        }
        Add(context, service, "JsonBinders", JsonBinderWriter.Binders(service, reach));
        Add(context, service, "JsonWriters", JsonWriter.Writers(service, reach));
    }

    static void Add(SourceProductionContext context, ServiceModel service, string part, string text) =>
        context.AddSource($"{service.Namespace}.{part}.g.cs", SourceText.From(text, Encoding.UTF8));
}
