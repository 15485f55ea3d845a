using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace SkatFtps.Host;

/// <summary>Questions to the person at the terminal. Without one each is refused, so that no script waits for ever.</summary>
internal sealed class ConsolePrompt(ConsoleFacts console)
{
    private readonly ConsoleFacts _console = console;

    /// <exception cref="HostException">Nobody can answer, or the input has ended.</exception>
    public string ReadLine(string what)
    {
        Require(what);
        return Console.In.ReadLine() ?? throw new HostException($"The input ended where {what} was asked for.");
    }

    /// <summary>Reads to Enter without showing what is typed.</summary>
    /// <exception cref="HostException">Nobody can answer.</exception>
    public SecureString ReadSecret(string what)
    {
        Require(what);
        var secret = new SecureString();
        for (ConsoleKeyInfo key = Console.ReadKey(true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(true))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0) { secret.RemoveAt(secret.Length - 1); }
            else if (!char.IsControl(key.KeyChar)) { secret.AppendChar(key.KeyChar); }
        }

        Console.Out.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    public Dictionary<string, PSObject> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        Require(fields.Count == 0 ? message : $"'{fields[0].Name}'");
        Introduce(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in fields) { answers[field.Name] = PSObject.AsPSObject(AskField(field)); }
        return answers;
    }

    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Require($"a choice ({message})");
        Introduce(caption, message);
        while (true)
        {
            for (int i = 0; i < choices.Count; i++)
            {
                Console.Out.Write($"[{KeyOf(choices[i].Label, i)}] {choices[i].Label.Replace("&", "", StringComparison.Ordinal)}  ");
            }

            Console.Out.Write(defaultChoice >= 0 ? $"(default is {KeyOf(choices[defaultChoice].Label, defaultChoice)}): " : ": ");
            string answer = ReadLine("a choice").Trim();
            if (answer.Length == 0 && defaultChoice >= 0) { return defaultChoice; }
            for (int i = 0; i < choices.Count; i++)
            {
                if (IsAnswer(answer, choices[i].Label, i)) { return i; }
            }
        }
    }

    public PSCredential AskCredential(string caption, string message, string? userName)
    {
        Require("a credential");
        Introduce(caption, message);
        while (string.IsNullOrEmpty(userName))
        {
            Console.Out.Write("User: ");
            userName = ReadLine("a user name");
        }

        Console.Out.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret("a password"));
    }

    private object AskField(FieldDescription field)
    {
        if (field.ParameterTypeFullName == typeof(PSCredential).FullName) { return AskCredential("", "", null); }

        Console.Out.Write($"{field.Name}: ");
        if (field.ParameterTypeFullName == typeof(SecureString).FullName) { return ReadSecret(field.Name); }

        if (!field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal)) { return ReadLine(field.Name); }

        // A list ends with an empty line, as in pwsh.
        var items = new List<string>();
        for (string item = ReadLine(field.Name); item.Length > 0; item = ReadLine(field.Name)) { items.Add(item); }
        return items.ToArray();
    }

    private static bool IsAnswer(string answer, string label, int index) =>
        string.Equals(answer, KeyOf(label, index), StringComparison.OrdinalIgnoreCase)
        || string.Equals(answer, label.Replace("&", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    /// <summary>The letter behind the ampersand, or the number from 1 where a label has none.</summary>
    private static string KeyOf(string label, int index)
    {
        int mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length
            ? char.ToUpperInvariant(label[mark + 1]).ToString()
            : (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static void Introduce(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption)) { Console.Out.WriteLine(caption); }
        if (!string.IsNullOrEmpty(message)) { Console.Out.WriteLine(message); }
    }

    private void Require(string what)
    {
        if (!_console.CanAsk)
        {
            throw new HostException($"Not interactive: there is no terminal to ask for {what}. Give it as a parameter.");
        }
    }
}
