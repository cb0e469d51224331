'use strict';
document.querySelectorAll('figure.table table').forEach(table => {
  const headers = Array.from(table.tHead.rows[0].cells);
  headers.forEach((header, column) => header.addEventListener('click', () => {
    const falls = header.getAttribute('aria-sort') === 'ascending';
    headers.forEach(other => other.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
    const value = row => {
      const cell = row.cells[column];
      return header.classList.contains('number') ? parseFloat(cell.dataset.value) : cell.textContent;
    };
    const order = (a, b) => {
      const x = value(a), y = value(b);
      if (typeof x === 'string') return falls ? y.localeCompare(x, 'en', { numeric: true }) : x.localeCompare(y, 'en', { numeric: true });
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
      return falls ? y - x : x - y;
    };
    const body = table.tBodies[0];
    body.append(...Array.from(body.rows).sort(order));
  }));
});
